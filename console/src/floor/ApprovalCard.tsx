import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { paths, useDo } from '../api/desk';
import type { Approval, Happened } from '../api/types';
import { Button } from '../kit/Button';
import { Field } from '../kit/Field';
import { Icon } from '../kit/Icon';
import { notify, notifyOf } from '../kit/telling';
import { Level } from '../kit/charts';
import { fromIso, serverNow, span, useNow } from '../kit/time';
import { toldOf } from '../work/acting';
import { plain } from '../words';

/** One approval that waits: what is asked, how far one may go, what it rests on, how long it waits. */
export function ApprovalCard({ approval }: { approval: Approval }) {
  const [refusing, setRefusing] = useState(false);
  const [reason, setReason] = useState('');
  const now = useNow(1000);
  const [since] = useState(() => serverNow() - fromIso(approval.waits) * 1000);
  const decide = useDo<Happened>((answer, client) => {
    notify('ok', `${toldOf(answer.happened) || 'Decided'}: ${plain(approval.authority).toLowerCase()}, ${approval.item.caseReference ?? approval.item.id}.`);
    void client.invalidateQueries({ queryKey: ['approvals'] });
  });
  const { item, amount, limit, mayNot } = approval;
  const act = (body: Record<string, unknown>) =>
    decide.mutate({ path: paths.of(item.id, 'acts'), body: { ...(item.step ? { step: item.step } : {}), ...body } }, { onError: notifyOf });
  const waits = (now - since) / 1000;
  return (
    <li className="approval card">
      <header>
        <h2>
          {plain(approval.authority)}
          {amount && `, ${amount.text}`}
        </h2>
        <span className={waits > 240 ? 'num tone-bad' : 'num'}>
          <span className="vh">waits </span>
          {span(waits)}
        </span>
      </header>
      <p className="mut">
        {item.title} · {item.caseReference ?? item.id}
        {approval.requestedBy && ` · asked by ${approval.requestedBy}`}
      </p>
      <Limit amount={amount} limit={limit} />
      {Object.keys(approval.carried).length > 0 && (
        <dl className="kv">
          {Object.entries(approval.carried).map(([name, value]) => (
            <div key={name}>
              <dt>{plain(name)}</dt>
              <dd>{String(value)}</dd>
            </div>
          ))}
        </dl>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (refusing && reason.trim()) act({ act: 'refuse', reason: reason.trim() });
        }}
      >
        {refusing && (
          <Field label="Why not?" hint="The person who asked reads it.">
            {(field) => <input {...field} autoFocus maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />}
          </Field>
        )}
        <div className="acts">
          <Link className="btn q" to="/items/$item" params={{ item: item.id }}>
            <Icon of="eye" />
            Look
          </Link>
          {refusing ? (
            <>
              <Button kind="quiet" onClick={() => setRefusing(false)}>
                Back
              </Button>
              <Button kind="danger" type="submit" busy={decide.isPending} locked={reason.trim() ? null : 'Say why'}>
                Refuse
              </Button>
            </>
          ) : (
            <>
              <Button onClick={() => setRefusing(true)} locked={mayNot?.code === 'decision.own-request' ? mayNot.reason : null}>
                Refuse …
              </Button>
              <Button kind="primary" onClick={() => act({ act: 'approve' })} busy={decide.isPending} locked={mayNot?.code === 'decision.own-request' ? null : mayNot?.reason}>
                Approve{amount ? ` ${amount.text}` : ''}
              </Button>
            </>
          )}
        </div>
      </form>
    </li>
  );
}

function Limit({ amount, limit }: Pick<Approval, 'amount' | 'limit'>) {
  if (!limit) return <p className="lim mut">You have no limit for this.</p>;
  const upTo = limit.upTo;
  return (
    <div className="lim">
      <span>
        Your limit: {[upTo?.text, limit.percent != null && `${limit.percent}%`].filter(Boolean).join(' and ') || 'any amount'}
      </span>
      {upTo && amount && upTo.minor > 0 && (
        <Level share={amount.minor / upTo.minor} tone={amount.minor > upTo.minor ? 'bad' : 'accent'} label={`${amount.text} of ${upTo.text}`} />
      )}
    </div>
  );
}
