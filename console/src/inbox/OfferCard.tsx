import { Link, useNavigate } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { keepWindow, keys, paths, useDo } from '../api/desk';
import type { Inbox, Offer, Window } from '../api/types';
import { Button } from '../kit/Button';
import { Field } from '../kit/Field';
import { Icon } from '../kit/Icon';
import { useCommand } from '../kit/keys';
import { notifyOf, say } from '../kit/telling';
import { clockSeconds, inWords, serverNow, useNow } from '../kit/time';
import { about, iconOf, languageName, sourceOf } from '../words';

const REASONS = ['not my language', 'I know this person', 'not able to take it now', 'something else'];

/** Work that is offered to me: what it is, why to me, and how long it is held. */
export function OfferCard({ offer, wide }: { offer: Offer; wide: boolean }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const card = useRef<HTMLElement>(null);
  const [rejecting, setRejecting] = useState(false);
  const line = offer.item;
  const [isOver, setOver] = useState(false);
  const over = () => {
    void client.invalidateQueries({ queryKey: keys.inbox });
  };
  const accept = useDo<Window>((window) => {
    keepWindow(client, window);
    client.setQueryData<Inbox>(keys.inbox, (inbox) => inbox && { ...inbox, offer: null });
    over();
    say('The work is yours.');
    void navigate({ to: '/items/$item', params: { item: line.id } });
  });
  const failed = (problem: unknown) => {
    notifyOf(problem);
    over();
  };
  const take = () => accept.mutate({ path: paths.accept(offer.id) }, { onError: failed });
  useCommand('Go to the offer', 'Offers', 'o', () => card.current?.querySelector<HTMLElement>('button')?.focus());
  useCommand('Accept the offer', 'Offers', undefined, take);

  useEffect(() => {
    const left = (Date.parse(offer.until) - serverNow()) / 1000;
    say(`Offered to you: ${line.title}, ${about(line).toLowerCase()}. ${inWords(left)} to accept. Press O to go to it.`, true);
  }, [offer.id]); // once for each offer: nobody wants a ticking page read out

  return (
    <aside className={wide ? 'offer' : 'offer aside'} aria-label="Offered to you" ref={card}>
      <header>
        <Icon of={iconOf(line)} />
        <h2>Offered to you</h2>
        <Left
          until={offer.until}
          onOver={() => {
            setOver(true);
            over();
          }}
        />
      </header>
      <p className="what">
        <b>{line.title}</b>
        <span>
          {about(line)} · {languageName(line.language)}
          {line.priority > 0 && ' · priority'}
        </span>
        <span className="mut">
          {sourceOf(line)}, queue {line.queue}. To you because: {offer.why}.
        </span>
      </p>
      {rejecting ? (
        <Reject offer={offer} onBack={() => setRejecting(false)} onFailed={failed} />
      ) : (
        <div className="acts">
          <Button kind="primary" onClick={take} busy={accept.isPending} locked={isOver ? 'The time is over' : null}>
            Accept
          </Button>
          <Button onClick={() => setRejecting(true)}>Reject …</Button>
          <Link className="btn q" to="/items/$item" params={{ item: line.id }}>
            Look first
          </Link>
        </div>
      )}
    </aside>
  );
}

function Reject({ offer, onBack, onFailed }: { offer: Offer; onBack: () => void; onFailed: (problem: unknown) => void }) {
  const [reason, setReason] = useState(REASONS[0] ?? '');
  const [words, setWords] = useState('');
  const reject = useDo<Inbox>((inbox, client) => {
    client.setQueryData(keys.inbox, inbox);
    say('Rejected. It is offered to somebody else.');
  });
  const said = reason === 'something else' ? words.trim() : reason;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (said) reject.mutate({ path: paths.reject(offer.id), body: { reason: said } }, { onError: onFailed });
      }}
    >
      <Field label="Why not?">
        {(field) => (
          <select {...field} autoFocus value={reason} onChange={(event) => setReason(event.target.value)}>
            {REASONS.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        )}
      </Field>
      {reason === 'something else' && (
        <Field label="In your words">
          {(field) => <input {...field} value={words} maxLength={200} onChange={(event) => setWords(event.target.value)} />}
        </Field>
      )}
      <div className="acts">
        <Button type="submit" busy={reject.isPending} locked={said ? null : 'Say why'}>
          Reject the offer
        </Button>
        <Button kind="quiet" onClick={onBack}>
          Back
        </Button>
      </div>
    </form>
  );
}

/** The time left to see; to hear it, the end is told once and not counted down. */
function Left({ until, onOver }: { until: string; onOver: () => void }) {
  const now = useNow(1000);
  const [whole] = useState(() => Math.max(1, Date.parse(until) - serverNow()));
  const left = Date.parse(until) - now;
  const isOver = left <= 0;
  const over = useRef(onOver);
  useEffect(() => {
    over.current = onOver;
  });
  useEffect(() => {
    if (isOver) over.current();
  }, [isOver]);
  return (
    <span className="left">
      <span className="vh">Held until {clockSeconds(until)}</span>
      <span aria-hidden="true" className={left < 6000 ? 'num tone-warn' : 'num'}>
        {isOver ? 'ending' : `${Math.ceil(left / 1000)} s`}
      </span>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="6" fill="none" stroke="var(--line)" strokeWidth="3" />
        <circle
          cx="8"
          cy="8"
          r="6"
          fill="none"
          stroke={left < 6000 ? 'var(--warn)' : 'var(--accent)'}
          strokeWidth="3"
          strokeDasharray={`${Math.max(0, Math.min(1, left / whole)) * 37.7} 37.7`}
          transform="rotate(-90 8 8)"
        />
      </svg>
    </span>
  );
}
