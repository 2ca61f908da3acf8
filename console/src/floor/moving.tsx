import { useState, type ReactNode } from 'react';
import { paths, useDo } from '../api/desk';
import type { Agent, Line, Queue } from '../api/types';
import { Dialog } from '../kit/Dialog';
import { Field } from '../kit/Field';
import { Reason } from '../kit/Reason';
import { notify, notifyOf } from '../kit/telling';
import { plain, presenceWords } from '../words';

interface Moving {
  line: Line;
  what: string;
  title: string;
  button: string;
  body: Record<string, unknown> | null;
  missing: string;
  onClose: () => void;
  children: ReactNode;
}

/** A change to a line by a supervisor; each is kept with its reason. */
function Change({ line, what, title, button, body, missing, onClose, children }: Moving) {
  const [reason, setReason] = useState('');
  const change = useDo<Line>((_, client) => {
    for (const stale of ['items', 'wallboard', 'agents', 'inbox']) void client.invalidateQueries({ queryKey: [stale] });
    notify('ok', `${title}: ${line.caseReference ?? line.id}, done.`);
    onClose();
  });
  const locked = !body ? missing : reason.trim() ? null : 'Say why';
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!locked) change.mutate({ path: paths.of(line.id, what), body: { ...body, reason: reason.trim() } }, { onError: notifyOf });
        }}
      >
        <p>
          {line.title}, {line.caseReference ?? line.id}
        </p>
        {children}
        <Reason hint="Kept with the work." reason={reason} onReason={setReason} button={button} busy={change.isPending} locked={locked} onClose={onClose} />
      </form>
    </Dialog>
  );
}

export function Move({ line, queues, onClose }: { line: Line; queues: Queue[]; onClose: () => void }) {
  const [queue, setQueue] = useState('');
  return (
    <Change line={line} what="move" title="Move to a queue" button="Move it" body={queue ? { queue } : null} missing="No queue chosen yet" onClose={onClose}>
      <Field label="Queue">
        {(field) => (
          <select {...field} value={queue} onChange={(event) => setQueue(event.target.value)}>
            <option value="">Choose</option>
            {queues
              .filter((each) => each.name !== line.queue)
              .map((each) => (
                <option key={each.name} value={each.name}>
                  {plain(each.name)}
                  {each.open ? '' : ' (closed now)'}
                </option>
              ))}
          </select>
        )}
      </Field>
    </Change>
  );
}

export function Assign({ line, agents, onClose }: { line: Line; agents: Agent[]; onClose: () => void }) {
  const [person, setPerson] = useState('');
  return (
    <Change line={line} what="assign" title="Give to somebody" button="Give it" body={person ? { person } : null} missing="Nobody chosen yet" onClose={onClose}>
      <Field label="Person" hint="Only who has the right and the skill can get it; the server checks.">
        {(field) => (
          <select {...field} value={person} onChange={(event) => setPerson(event.target.value)}>
            <option value="">Choose</option>
            {agents.map((agent) => (
              <option key={agent.id} value={agent.id}>
                {agent.name}, {presenceWords(agent.presence).toLowerCase()}
                {agent.work > 0 ? `, ${agent.work} at work` : ''}
              </option>
            ))}
          </select>
        )}
      </Field>
    </Change>
  );
}

export function Prioritise({ line, onClose }: { line: Line; onClose: () => void }) {
  const [priority, setPriority] = useState(line.priority);
  return (
    <Change line={line} what="priority" title="Set its priority" button="Set it" body={{ priority }} missing="" onClose={onClose}>
      <Field label={`Priority: ${priority}`} hint="From -10 to 10; higher is served first. Rights and skills are asked for all the same.">
        {(field) => <input {...field} type="range" min={-10} max={10} step={1} value={priority} onChange={(event) => setPriority(Number(event.target.value))} />}
      </Field>
    </Change>
  );
}
