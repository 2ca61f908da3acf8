import '../styles/work.css';
import { useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useWhy, useWindow } from '../api/desk';
import type { Guide, Window } from '../api/types';
import { Button } from '../kit/Button';
import { Icon } from '../kit/Icon';
import { useCommand } from '../kit/keys';
import { Failure, Loading, Tag } from '../kit/states';
import { when } from '../kit/time';
import { languageName, plain, sourceOf } from '../words';
import { CallBack, Consult, Finish, Transfer } from './dialogs';
import { GuideCard } from './GuideCard';
import type { Wanted } from './Knowledge';
import { Side } from './Side';
import { ModeBand } from './stepping';

/** One item in one window: who this is, what they want, what happened, and the one thing to do now. */
export function WorkWindow() {
  const { item } = useParams({ from: '/shell/desk/items/$item' });
  const query = useWindow(item);
  const title = query.data ? `${query.data.caseFile?.title ?? query.data.item.title} · Desk` : 'Desk';
  useEffect(() => {
    document.title = title;
    return () => {
      document.title = 'Desk';
    };
  }, [title]);
  if (query.error && (!query.data || isGone(query.error))) {
    return (
      <main id="main" tabIndex={-1}>
        <h1 className="vh">Work</h1>
        <Failure problem={query.error} onRetry={() => void query.refetch()} />
      </main>
    );
  }
  if (!query.data) {
    return (
      <main id="main" tabIndex={-1}>
        <h1 className="vh">Work</h1>
        <Loading what="The work" rows={7} />
      </main>
    );
  }
  return <Opened key={item} window={query.data} isStale={query.isError} />;
}

const isGone = (problem: { status?: number } | Error) => 'status' in problem && (problem.status === 403 || problem.status === 404);

function Opened({ window, isStale }: { window: Window; isStale: boolean }) {
  const [layer, setLayer] = useState<'transfer' | 'consult' | 'call-back' | 'finish' | null>(null);
  const may = (action: string) => window.mode === 'work' && window.actions.includes(action);
  useCommand('Transfer', 'This case', 't', () => setLayer('transfer'), may('transfer'));
  useCommand('Ask a colleague', 'This case', 'c', () => setLayer('consult'), may('consult'));
  useCommand('Call back later', 'This case', 'b', () => setLayer('call-back'), may('call-back'));
  useCommand('Wrap up', 'This case', 'w', () => setLayer('finish'), may('finish'));
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const { item, customer } = window;
  const close = () => setLayer(null);
  return (
    <>
      <main id="main" tabIndex={-1}>
        <ModeBand window={window} />
        <div className="head">
          <h1>{window.caseFile?.title ?? item.title}</h1>
          <p>
            {window.caseFile ? `Case ${window.caseFile.reference}` : item.id} · {sourceOf(item).toLowerCase()} · opened {when(window.caseFile?.opened ?? item.since)} ·{' '}
            {languageName(customer?.language ?? item.language)}
          </p>
          <div className="act">
            {may('consult') && (
              <Button kind="quiet" icon="people" keys="c" onClick={() => setLayer('consult')}>
                Ask
              </Button>
            )}
            {may('call-back') && (
              <Button kind="quiet" icon="clock" keys="b" onClick={() => setLayer('call-back')}>
                Later
              </Button>
            )}
            {may('transfer') && (
              <Button icon="xfer" keys="t" onClick={() => setLayer('transfer')}>
                Transfer
              </Button>
            )}
            {window.mode === 'work' && (
              <Button icon="check" keys="w" onClick={() => setLayer('finish')}>
                Wrap up
              </Button>
            )}
          </div>
        </div>
        {window.guide && <Steps guide={window.guide} />}
        <div className="work" tabIndex={0} role="region" aria-label="Current step">
          {isStale && <p className="old">This may be old: the server did not answer. It is read again.</p>}
          <GuideCard window={window} onArticle={(id) => setWanted({ id })} />
          {!window.guide && <Caseless window={window} />}
          <Blocker window={window} />
          <WhyHere window={window} />
        </div>
      </main>
      <Side window={window} wanted={wanted} onWant={setWanted} />
      {layer === 'transfer' && <Transfer window={window} onClose={close} />}
      {layer === 'consult' && <Consult window={window} onClose={close} />}
      {layer === 'call-back' && <CallBack window={window} onClose={close} />}
      {layer === 'finish' && <Finish window={window} onClose={close} />}
    </>
  );
}

/** Work without a case, or a colleague's question: what it says stands on the right, the answer is the note at the end. */
function Caseless({ window }: { window: Window }) {
  return (
    <section className="card" id="step">
      <div className="step">
        <h2>{window.item.kind === 'consult' ? 'Answer your colleague' : 'Read and answer'}</h2>
        {(window.wants.note ?? window.wants.words) && <p className="say">{window.wants.note ?? window.wants.words}</p>}
        <p>{window.item.kind === 'consult' ? 'Write the answer as the note when you wrap up.' : 'Reply on the right, then wrap up.'}</p>
      </div>
    </section>
  );
}

const MOST = 6;

/** The way the case took, with what shows each step done; the last is where it stands. */
function Steps({ guide }: { guide: Guide }) {
  const shown = guide.steps.slice(-MOST);
  return (
    <ol className="steps" aria-label={`Steps taken${guide.steps.length > MOST ? `, the last ${MOST} of ${guide.steps.length}` : ''}`}>
      {shown.map((step, at) => (
        <li key={`${step.name}${at}`} className={step.state === 'now' ? 'now' : 'done'} aria-current={step.state === 'now' ? 'step' : undefined}>
          <span className="l">
            {step.state !== 'now' && (step.outcome === 'failed' ? <Icon of="stop" name="Failed:" /> : <Icon of="check" name="Done:" />)}
            {step.title}
          </span>
          <span className="e">{step.state === 'now' ? 'Now' : step.outcome && plain(step.outcome)}</span>
        </li>
      ))}
    </ol>
  );
}

function Blocker({ window }: { window: Window }) {
  if (window.mode !== 'work' || window.finish.may || !window.finish.reason) return null;
  return (
    <p className="blocker">
      <Icon of="lock" />
      Not to be finished yet: {window.finish.reason}
    </p>
  );
}

/** Why it went where it went, asked only when one wants to know. */
function WhyHere({ window }: { window: Window }) {
  const [open, setOpen] = useState(false);
  const why = useWhy(window.item.id, open);
  return (
    <details className="whyhere" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Why is this here?</summary>
      {why.error ? <Failure problem={why.error} /> : <p>{why.data?.sentence ?? 'Asking …'}</p>}
      <p className="tags">
        <Tag>Queue {window.item.queue}</Tag>
        {window.item.right && <Tag>Right {window.item.right}</Tag>}
        {window.item.sensitivity.map((each) => (
          <Tag key={each} tone="warn">
            {plain(each)}
          </Tag>
        ))}
        <Tag>In line since {when(window.item.since)}</Tag>
      </p>
    </details>
  );
}
