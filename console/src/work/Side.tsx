import { useEffect, useState } from 'react';
import { useNeeded } from '../api/desk';
import type { Fact, Window } from '../api/types';
import { useCommand } from '../kit/keys';
import { Tag, Time } from '../kit/states';
import { Tabs } from '../kit/Tabs';
import { age, fromIso, inWords, useNow, when } from '../kit/time';
import { channel, languageName, plain, proofWords } from '../words';
import { Knowledge, type Wanted } from './Knowledge';
import { PaymentLink } from './PaymentLink';
import { Reply } from './Reply';
import { Timeline } from './Timeline';

/** What is known: who it is and how surely, what they want, what happened, and what may be sent. */
export function Side({ window, wanted, onWant }: { window: Window; wanted: Wanted | null; onWant: (wanted: Wanted | null) => void }) {
  const [chosen, setChosen] = useState('customer');
  const mayWrite = window.actions.includes('reply');
  const known = useNeeded(window.caseFile?.id, window.caseFile?.step).data?.articles.length ?? 0;
  useEffect(() => {
    if (wanted) setChosen('knowledge');
  }, [wanted]);
  const tabs = [
    { name: 'customer', label: 'Customer', content: <Known window={window} onAll={() => setChosen('timeline')} /> },
    { name: 'timeline', label: 'Timeline', content: <All window={window} /> },
    ...(mayWrite ? [{ name: 'reply', label: 'Reply', content: <Reply window={window} /> }] : []),
    {
      name: 'knowledge',
      label: (
        <>
          Knowledge {known > 0 && <span className="mut">{known}</span>}
        </>
      ),
      content: <Knowledge window={window} wanted={wanted} onWant={onWant} />,
    },
  ];
  const at = Math.max(0, tabs.findIndex((tab) => tab.name === chosen));
  const go = (by: number) => setChosen(tabs[(at + by + tabs.length) % tabs.length]?.name ?? 'customer');
  useCommand('Next panel on the right', 'This case', ']', () => go(1));
  useCommand('Previous panel on the right', 'This case', '[', () => go(-1));
  useCommand('Write a reply', 'This case', 'r', () => {
    setChosen('reply');
    setTimeout(() => document.querySelector<HTMLElement>('[data-reply]')?.focus());
  }, mayWrite);
  useCommand('Find an article', 'This case', 'f', () => {
    onWant(null);
    setChosen('knowledge');
    setTimeout(() => document.querySelector<HTMLElement>('[data-search]')?.focus());
  });
  return (
    <aside className="side" aria-label="What is known">
      <Tabs label="What is known" tabs={tabs} chosen={chosen} onChoose={setChosen} />
    </aside>
  );
}

function Known({ window, onAll }: { window: Window; onAll: () => void }) {
  const { customer, wants, facts, timeline } = window;
  const carried = Object.entries(wants.carried);
  const mayPay = window.mode === 'work' && window.actions.includes('payment-link') && window.guide?.step.kind !== 'pay';
  return (
    <>
      {customer && (
        <section>
          <div className="id">
            <strong>{customer.name ?? 'Not known who this is'}</strong>
            {customer.proven ? (
              <Tag tone="ok" icon="check">
                Proven
              </Tag>
            ) : (
              <Tag tone="warn" icon="warn">
                Not proven
              </Tag>
            )}
          </div>
          <p className="mut">
            {customer.proven
              ? `By ${proofWords(customer.method ?? customer.level)}${customer.until ? `. Holds until ${when(customer.until)}` : ''}.`
              : `Nothing of the account is shown.${customer.failures > 0 ? ` ${customer.failures} ${customer.failures === 1 ? 'try' : 'tries'} failed.` : ''}`}
          </p>
          <dl className="kv">
            <dt>Language</dt>
            <dd>{languageName(customer.language)}</dd>
            {customer.contact.map((each) => (
              <FragmentOf key={each.channel} name={channel(each.channel).name} value={`ending ${each.ending}`} />
            ))}
            {customer.proven && <FragmentOf name="Sureness" value={plain(customer.level)} />}
          </dl>
        </section>
      )}
      <section>
        <h2>What they want</h2>
        <p>{wants.intent ? plain(wants.intent) : 'Nothing was said yet.'}</p>
        {wants.words && <blockquote lang={customer?.language ?? undefined}>{wants.words}</blockquote>}
        {wants.note && (
          <p className="note">
            <b>Note:</b> {wants.note}
          </p>
        )}
        {carried.length > 0 && (
          <dl className="kv">
            {carried.map(([name, value]) => (
              <FragmentOf key={name} name={plain(name)} value={String(value)} />
            ))}
          </dl>
        )}
      </section>
      {wants.tried.length > 0 && (
        <section>
          <h2>What was tried</h2>
          <ul className="tried">
            {wants.tried.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
      )}
      {window.consults.length > 0 && (
        <section>
          <h2>Asked colleagues</h2>
          {window.consults.map((consult) => (
            <p key={consult.item} className="note">
              {consult.question} <b>{consult.answer ?? (consult.agent ? `${consult.agent} looks at it.` : 'Waits for somebody.')}</b>
            </p>
          ))}
        </section>
      )}
      {facts && <Account facts={facts} />}
      {mayPay && (
        <section>
          <h2>Payment link</h2>
          <PaymentLink window={window} main={false} />
        </section>
      )}
      <section>
        <h2>
          So far
          <button type="button" className="link" onClick={onAll}>
            All {timeline.length}
          </button>
        </h2>
        <Timeline entries={timeline} most={6} />
      </section>
    </>
  );
}

const FragmentOf = ({ name, value }: { name: string; value: string }) => (
  <>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </>
);

/** Facts with their source and how old they are; what is older than it may be stands out. */
function Account({ facts }: { facts: Fact[] }) {
  const now = useNow(15_000);
  return (
    <section>
      <h2>Account</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Fact</th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          {facts.map((fact) => (
            <tr key={fact.name} className={fact.stale ? 'stale' : ''}>
              <td>
                {fact.label}
                <small className={fact.stale ? 'tone-warn' : ''}>{source(fact, now)}</small>
              </td>
              <td>{String(fact.value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function source(fact: Fact, now: number) {
  const from = fact.source ? plain(fact.source) : 'No source';
  if (!fact.readAt) return from;
  const old = age(fact.readAt, now);
  const read = old === 'now' ? 'read just now' : `read ${old} ago`;
  return fact.stale ? `${from}, ${read}, older than ${fact.freshFor ? inWords(fromIso(fact.freshFor)) : 'it may be'}` : `${from}, ${read}`;
}

function All({ window }: { window: Window }) {
  return (
    <section>
      <h2>
        Everything, on every channel <span>since <Time at={window.caseFile?.opened ?? window.item.since} /></span>
      </h2>
      <Timeline entries={window.timeline} />
    </section>
  );
}
