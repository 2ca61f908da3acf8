import { useEffect, useRef } from 'react';
import { useNeeded } from '../api/desk';
import type { GuideStep, Window } from '../api/types';
import { Icon } from '../kit/Icon';
import { useCommand } from '../kit/keys';
import { plain } from '../words';
import { useAct } from './acting';
import { Ask } from './guide/Ask';
import { mayProve, type StepProps } from './guide/parts';
import { Approve, Arrange, Assigned, Check, Choose, Disclose, Elsewhere, Finished, Pay, Show, Verify, Waiting, WithPerson } from './guide/steps';
import { Identity } from './Identity';

const TITLES: Partial<Record<GuideStep['kind'], string>> = {
  verify: 'Make sure who it is',
  pay: 'Payment',
  arrange: 'Agree on terms',
  waiting: 'Wait for the other side',
  'with-person': 'Decide how it goes on',
  elsewhere: 'The customer is at it',
  finished: 'Finished',
};

/** The one thing being done: the step the case stands on, what to say, and what may be done. */
export function GuideCard({ window, onArticle }: { window: Window; onArticle: (id: string) => void }) {
  const guide = window.guide;
  const heading = useRef<HTMLHeadingElement>(null);
  const acting = useAct(window);
  const now = guide?.steps.find((step) => step.state === 'now');
  const stands = `${guide?.step.kind}/${now?.name}`;
  const before = useRef(stands);
  useEffect(() => {
    if (before.current !== stands) heading.current?.focus();
    before.current = stands;
  }, [stands]);
  useCommand('Do the main thing of this step', 'This case', 'Control+Enter', () => {
    const inside = document.activeElement?.closest('form')?.querySelector<HTMLElement>('.bar .btn.p, .acts .btn.p');
    (inside ?? document.querySelector<HTMLElement>('#step .bar .btn.p'))?.click();
  });

  if (!guide) return null;
  const step = guide.step;
  const mayAct = window.actions.includes('acts') && (window.mode === 'work' || step.kind === 'approve');
  const title = ('title' in step && step.title) || TITLES[step.kind] || plain(now?.title ?? step.kind);
  const needsProof = window.mode === 'work' && step.kind !== 'verify' && window.customer !== null && !window.customer.proven && mayProve(window);
  return (
    <>
      {needsProof && (
        <section className="card" aria-labelledby="prove">
          <div className="step">
            <h2 id="prove">Make sure who it is</h2>
            <p>{guide.withheld ? 'Words and figures of this case are shown once the person in this conversation is proven.' : 'The account is shown once the person in this conversation is proven.'}</p>
            <Identity window={window} />
          </div>
        </section>
      )}
      <section className="card" id="step" aria-labelledby="step-heading">
        <div className="step">
          <h2 id="step-heading" ref={heading} tabIndex={-1}>
            {title}
          </h2>
          {guide.say && step.kind !== 'verify' && (
            <p className="say">
              <span>Say</span>
              {guide.say}
            </p>
          )}
          {guide.withheld && !needsProof && step.kind !== 'verify' && (
            <p className="withheld">
              <Icon of="lock" />
              What is to be said holds facts of the account; it is shown to who has proven the person.
            </p>
          )}
          {guide.tips.length > 0 && (
            <ul className="tips" aria-label="Tips">
              {guide.tips.map((tip) => (
                <li key={tip}>{tip}</li>
              ))}
            </ul>
          )}
          <Articles window={window} onArticle={onArticle} />
          <Step key={stands} step={step} window={window} act={acting.act} busy={acting.busy} problem={acting.problem} mayAct={mayAct} />
        </div>
      </section>
    </>
  );
}

const MOST_ARTICLES = 3;

/** What is known about this very step, there without being asked for. */
function Articles({ window, onArticle }: { window: Window; onArticle: (id: string) => void }) {
  const articles = useNeeded(window.caseFile?.id, window.caseFile?.step).data?.articles ?? [];
  if (articles.length === 0) return null;
  return (
    <ul className="articles" aria-label="Articles for this step">
      {articles.slice(0, MOST_ARTICLES).map((each) => (
        <li key={each.id}>
          <Icon of="book" />
          <button type="button" className="link" onClick={() => onArticle(each.id)}>
            {each.title}
          </button>
          <small className="mut">version {each.version.slice(0, 6)}</small>
        </li>
      ))}
    </ul>
  );
}

function Step(props: Omit<StepProps<GuideStep['kind']>, 'step'> & { step: GuideStep }) {
  const { step, ...rest } = props;
  switch (step.kind) {
    case 'verify':
      return <Verify step={step} {...rest} />;
    case 'disclose':
      return <Disclose step={step} {...rest} />;
    case 'show':
      return <Show step={step} {...rest} />;
    case 'choose':
      return <Choose step={step} {...rest} />;
    case 'ask':
      return <Ask step={step} {...rest} />;
    case 'check':
      return <Check step={step} {...rest} />;
    case 'assigned':
      return <Assigned step={step} {...rest} />;
    case 'approve':
      return <Approve step={step} {...rest} />;
    case 'pay':
      return <Pay step={step} {...rest} />;
    case 'arrange':
      return <Arrange step={step} {...rest} />;
    case 'waiting':
      return <Waiting step={step} {...rest} />;
    case 'with-person':
      return <WithPerson step={step} {...rest} />;
    case 'elsewhere':
      return <Elsewhere step={step} {...rest} />;
    case 'finished':
      return <Finished step={step} {...rest} />;
  }
}
