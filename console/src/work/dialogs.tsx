import { useNavigate } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { keepWindow, keys, paths, useDo, useQueues, useWrapUp } from '../api/desk';
import { Problem } from '../api/http';
import type { Consulted, Finished, Inbox, Me, Window } from '../api/types';
import { Button } from '../kit/Button';
import { Dialog } from '../kit/Dialog';
import { Field } from '../kit/Field';
import { Icon } from '../kit/Icon';
import { Failure, Loading } from '../kit/states';
import { notify, notifyOf } from '../kit/telling';
import { plain } from '../words';
import { zone } from '../kit/time';

interface DialogProps {
  window: Window;
  onClose: () => void;
}

/** After the work has left: the inbox as the server gave it, and the place where the next is offered. */
function useGone(item: string, words: string, onClose: () => void) {
  const navigate = useNavigate();
  return useDo<Inbox>((inbox, client) => {
    client.setQueryData(keys.inbox, inbox);
    void client.invalidateQueries({ queryKey: ['items'] });
    notify('ok', words);
    onClose();
    void navigate({ to: '/' });
  }, item);
}

const Acts = ({ onClose, children }: { onClose: () => void; children: ReactNode }) => (
  <div className="acts end">
    <Button kind="quiet" onClick={onClose}>
      Back
    </Button>
    {children}
  </div>
);

/** To a queue or to a person by their id. */
function To({ queue, person, onQueue, onPerson }: { queue: string; person: string; onQueue: (queue: string) => void; onPerson: (person: string) => void }) {
  const queues = useQueues();
  return (
    <div className="fields">
      <Field label="To the queue">
        {(field) => (
          <select {...field} value={queue} onChange={(event) => onQueue(event.target.value)} disabled={Boolean(person)}>
            <option value="">Choose</option>
            {queues.data?.map((each) => (
              <option key={each.name} value={each.name}>
                {plain(each.name)}
                {each.open ? '' : ' (closed now)'}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label="Or to a colleague, by sign-in name" optional>
        {(field) => <input {...field} value={person} autoComplete="off" onChange={(event) => onPerson(event.target.value.trim())} />}
      </Field>
    </div>
  );
}

export function Transfer({ window, onClose }: DialogProps) {
  const [queue, setQueue] = useState('');
  const [person, setPerson] = useState('');
  const [note, setNote] = useState('');
  const transfer = useGone(window.item.id, 'Handed on, with everything known and its place in line.', onClose);
  const locked = !queue && !person ? 'Say to whom' : note.trim() ? null : 'Say what the next one has to know';
  return (
    <Dialog title="Transfer" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (locked) return;
          const body = { queue: person ? null : queue, person: person || null, note: note.trim() };
          transfer.mutate({ path: paths.of(window.item.id, 'transfer'), body }, { onError: notifyOf });
        }}
      >
        <p>It keeps its place in line, its history and drafts. The person has to be proven again.</p>
        <To queue={queue} person={person} onQueue={setQueue} onPerson={setPerson} />
        <Field label="What the next one has to know">
          {(field) => <textarea {...field} rows={3} maxLength={1000} value={note} onChange={(event) => setNote(event.target.value)} />}
        </Field>
        <Acts onClose={onClose}>
          <Button kind="primary" type="submit" busy={transfer.isPending} locked={locked}>
            Transfer it
          </Button>
        </Acts>
      </form>
    </Dialog>
  );
}

export function Consult({ window, onClose }: DialogProps) {
  const client = useQueryClient();
  const [queue, setQueue] = useState('');
  const [person, setPerson] = useState('');
  const [question, setQuestion] = useState('');
  const consult = useDo<Consulted>((answer) => {
    keepWindow(client, answer.window);
    notify('ok', 'Asked. The work stays with you; the answer comes into the timeline.');
    onClose();
  });
  const locked = !queue && !person ? 'Say whom' : question.trim() ? null : 'Write the question';
  return (
    <Dialog title="Ask a colleague" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (locked) return;
          const body = { queue: person ? null : queue, person: person || null, question: question.trim() };
          consult.mutate({ path: paths.of(window.item.id, 'consult'), body }, { onError: notifyOf });
        }}
      >
        <To queue={queue} person={person} onQueue={setQueue} onPerson={setPerson} />
        <Field label="Question" hint="Write no name and no account number: whoever answers sees the case.">
          {(field) => <textarea {...field} rows={3} maxLength={1000} value={question} onChange={(event) => setQuestion(event.target.value)} />}
        </Field>
        <Acts onClose={onClose}>
          <Button kind="primary" type="submit" busy={consult.isPending} locked={locked}>
            Ask
          </Button>
        </Acts>
      </form>
    </Dialog>
  );
}

export function CallBack({ window, onClose }: DialogProps) {
  const [at, setAt] = useState('');
  const [mine, setMine] = useState(true);
  const [note, setNote] = useState('');
  const hold = useGone(window.item.id, 'Kept for the call-back. It keeps its place.', onClose);
  const instant = at ? new Date(at) : null;
  const locked = !instant ? 'Say when' : instant.getTime() <= Date.now() ? 'That is past' : null;
  return (
    <Dialog title="Call back later" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (locked || !instant) return;
          const body = { at: instant.toISOString(), mine, note: note.trim() };
          hold.mutate({ path: paths.of(window.item.id, 'call-back'), body }, { onError: notifyOf });
        }}
      >
        <Field label="When" hint={`In your time, ${zone.replaceAll('_', ' ')}. Whether they may be called then is checked at that time.`}>
          {(field) => <input {...field} type="datetime-local" value={at} onChange={(event) => setAt(event.target.value)} />}
        </Field>
        <label className="tickbox">
          <input type="checkbox" checked={mine} onChange={(event) => setMine(event.target.checked)} />
          <span>I call myself, if I am here then</span>
        </label>
        <Field label="Note" optional>
          {(field) => <textarea {...field} rows={2} maxLength={1000} value={note} onChange={(event) => setNote(event.target.value)} />}
        </Field>
        <Acts onClose={onClose}>
          <Button kind="primary" type="submit" busy={hold.isPending} locked={locked}>
            Keep it for then
          </Button>
        </Acts>
      </form>
    </Dialog>
  );
}

/** What came of it follows from the steps; nobody types it twice. */
export function Finish({ window, onClose }: DialogProps) {
  const navigate = useNavigate();
  const wrapUp = useWrapUp(window.item.id, true);
  const [note, setNote] = useState('');
  const finish = useDo<Finished>((answer, client) => {
    client.setQueryData<Me>(keys.me, (me) => me && { ...me, presence: answer.presence });
    client.setQueryData<Inbox>(
      keys.inbox,
      (inbox) => inbox && { ...inbox, presence: answer.presence, work: inbox.work.filter((line) => line.id !== window.item.id) },
    );
    void client.invalidateQueries({ queryKey: keys.inbox });
    void client.invalidateQueries({ queryKey: ['items'] });
    notify('ok', `Finished: ${answer.wrapUp.disposition}`);
    onClose();
    void navigate({ to: '/' });
  }, window.item.id);
  const failed = (problem: unknown) => {
    notifyOf(problem);
    if (problem instanceof Problem && problem.status === 409) void wrapUp.refetch();
  };
  const known = wrapUp.data;
  return (
    <Dialog title="Wrap up" onClose={onClose}>
      {wrapUp.error && <Failure problem={wrapUp.error} onRetry={() => void wrapUp.refetch()} />}
      {!known && !wrapUp.error && <Loading what="The wrap-up" />}
      {known && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (known.may) finish.mutate({ path: paths.of(window.item.id, 'finish'), body: { note: note.trim() } }, { onError: failed });
          }}
        >
          <p className={known.outcome ? 'stands tone-ok' : 'stands'}>
            <Icon of={known.outcome ? 'check' : 'clock'} />
            <b>{known.disposition}</b>
          </p>
          <dl className="kv facts">
            <div>
              <dt>Outcome</dt>
              <dd>{known.outcome ? plain(known.outcome) : 'Still open'}</dd>
            </div>
            <div>
              <dt>Proof</dt>
              <dd>
                {known.proof.length === 0
                  ? 'None yet'
                  : known.proof.map((proof) => (
                      <span key={`${proof.system}${proof.receipt}`} className="proof">
                        {plain(proof.system)} {proof.receipt && <code>{proof.receipt}</code>}
                      </span>
                    ))}
              </dd>
            </div>
            <div>
              <dt>Steps taken</dt>
              <dd>{known.steps.map(plain).join(', ') || 'None'}</dd>
            </div>
            {known.next && (
              <div>
                <dt>Next</dt>
                <dd>{known.next}</dd>
              </div>
            )}
          </dl>
          <Field label="Note" optional hint="Only what the steps do not tell.">
            {(field) => <textarea {...field} rows={2} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />}
          </Field>
          <Acts onClose={onClose}>
            <Button kind="primary" type="submit" busy={finish.isPending} locked={known.may ? null : (known.reason ?? 'The case still needs a person.')}>
              Finish
            </Button>
          </Acts>
        </form>
      )}
    </Dialog>
  );
}
