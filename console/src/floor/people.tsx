import { useState } from 'react';
import { paths, useDo } from '../api/desk';
import type { Agent } from '../api/types';
import { Button } from '../kit/Button';
import { Dialog } from '../kit/Dialog';
import { Field } from '../kit/Field';
import { notify, notifyOf } from '../kit/telling';
import { plain } from '../words';

type Capacity = Agent['profile']['capacity'];

const KINDS = ['case', 'message', 'approval', 'consult'];
const MOST = 50;

/** `billing 7, complaints 5` as it is kept; a skill without a number is 5. */
export function skillsOf(text: string): Record<string, number> | string {
  const skills: Record<string, number> = {};
  for (const part of listOf(text)) {
    const match = /^([\w.-]+)(?:[\s:]+(\d+))?$/.exec(part);
    const level = Number(match?.[2] ?? 5);
    if (!match?.[1] || level < 1 || level > 10) return `"${part}" is not a skill with a number from 1 to 10, such as billing 7.`;
    skills[match[1]] = level;
  }
  return skills;
}

const listOf = (text: string) => text.split(',').map((each) => each.trim()).filter(Boolean);

/** What somebody can: teams, skills, languages, clearances, how much at once. Rights are given elsewhere. */
export function EditProfile({ agent, onClose }: { agent: Agent; onClose: () => void }) {
  const { profile } = agent;
  const [teams, setTeams] = useState(profile.teams.join(', '));
  const [skills, setSkills] = useState(Object.entries(profile.skills).map(([name, level]) => `${name} ${level}`).join(', '));
  const [languages, setLanguages] = useState(profile.languages.join(', '));
  const [clearances, setClearances] = useState(profile.clearances.join(', '));
  const [capacity, setCapacity] = useState<Record<string, string>>(Object.fromEntries(KINDS.map((kind) => [kind, String(profile.capacity[kind]?.atOnce ?? 0)])));
  const read = skillsOf(skills);
  const save = useDo<Agent['profile']>((_, client) => {
    for (const stale of ['agents', 'wallboard']) void client.invalidateQueries({ queryKey: [stale] });
    notify('ok', `${agent.name}: kept. It counts from now on.`);
    onClose();
  });
  const room = (): Capacity =>
    Object.fromEntries(
      KINDS.filter((kind) => Number(capacity[kind]) > 0).map((kind) => [
        kind,
        { atOnce: Number(capacity[kind]), besides: profile.capacity[kind]?.besides ?? KINDS.filter((other) => other !== kind && other !== 'case') },
      ]),
    );
  const text = (label: string, hint: string, value: string, write: (value: string) => void, error?: string | null) => (
    <Field label={label} hint={hint} error={error}>
      {(field) => <input {...field} value={value} autoComplete="off" onChange={(event) => write(event.target.value)} />}
    </Field>
  );
  return (
    <Dialog title={`What ${agent.name} can`} onClose={onClose} wide>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (typeof read === 'string') return;
          const body = { teams: listOf(teams), skills: read, languages: listOf(languages), clearances: listOf(clearances), capacity: room() };
          save.mutate({ path: paths.profile(agent.id), method: 'PUT', body }, { onError: notifyOf });
        }}
      >
        <p>What they may is decided by their rights; this says what they are asked to do.</p>
        {text('Teams', 'With commas between; none: every queue of the house.', teams, setTeams)}
        {text('Skills', 'Each with a number from 1 to 10: billing 7, complaints 5.', skills, setSkills, typeof read === 'string' ? read : null)}
        {text('Languages', 'Two letters each: en, es.', languages, setLanguages)}
        {text('Clearances', 'For sensitive work: hardship, health.', clearances, setClearances)}
        <fieldset className="room">
          <legend>How much at once (0: none of that kind)</legend>
          {KINDS.map((kind) => (
            <Field key={kind} label={plain(kind)}>
              {(field) => (
                <input
                  {...field}
                  type="number"
                  min={0}
                  max={MOST}
                  value={capacity[kind]}
                  onChange={(event) => setCapacity({ ...capacity, [kind]: event.target.value })}
                />
              )}
            </Field>
          ))}
        </fieldset>
        <div className="acts end">
          <Button kind="quiet" onClick={onClose}>
            Back
          </Button>
          <Button kind="primary" type="submit" busy={save.isPending} locked={typeof read === 'string' ? 'The skills cannot be read' : null}>
            Keep it
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** More rights than one has, for an emergency: with a reason, for at most an hour, then looked at by somebody else. */
export function BreakGlass({ onClose }: { onClose: () => void }) {
  const [reason, setReason] = useState('');
  const [minutes, setMinutes] = useState('30');
  const take = useDo<unknown>((_, client) => {
    void client.invalidateQueries();
    notify('ok', `You hold emergency rights for ${minutes} minutes. Somebody else will look at what you do.`);
    onClose();
  });
  const locked = reason.trim() ? null : 'Say what the emergency is';
  return (
    <Dialog title="Emergency rights" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!locked) take.mutate({ path: paths.breakGlass, body: { reason: reason.trim(), minutes: Number(minutes) } }, { onError: notifyOf });
        }}
      >
        <p>For when nobody with the right can be reached. All that you do with them is marked, and somebody else reviews it.</p>
        <Field label="What is the emergency?">
          {(field) => <textarea {...field} rows={3} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />}
        </Field>
        <Field label="For how long">
          {(field) => (
            <select {...field} value={minutes} onChange={(event) => setMinutes(event.target.value)}>
              {['10', '30', '60'].map((each) => (
                <option key={each} value={each}>
                  {each} minutes
                </option>
              ))}
            </select>
          )}
        </Field>
        <div className="acts end">
          <Button kind="quiet" onClick={onClose}>
            Back
          </Button>
          <Button kind="danger" type="submit" busy={take.isPending} locked={locked}>
            Take the rights
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
