import { Link } from '@tanstack/react-router';
import type { Line } from '../api/types';
import { Icon } from '../kit/Icon';
import { age, clockTime, inFull, inWords } from '../kit/time';
import { about, iconOf, sourceOf } from '../words';

export type Entry = { heading: string } | { line: Line; gone: boolean };

/** One piece of work as lists show it. */
export function Row({ line, gone, now, isCurrent }: { line: Line; gone: boolean; now: number; isCurrent: boolean }) {
  const open = line.state === 'at-work' || line.state === 'call-back';
  return (
    <Link className={`row ${gone ? 'gone' : ''} ${open ? '' : 'read'}`} to="/items/$item" params={{ item: line.id }} aria-current={isCurrent || undefined}>
      <Icon of={iconOf(line)} name={sourceOf(line)} />
      <span className="n">{line.title}</span>
      <span className="t" title={inFull(line.since)}>
        {line.state === 'call-back' && line.heldUntil ? clockTime(line.heldUntil) : age(line.since, now)}
      </span>
      <span className="s">
        {about(line)} · {line.caseReference ?? line.id}
      </span>
      <Due line={line} gone={gone} now={now} />
    </Link>
  );
}

function Due({ line, gone, now }: { line: Line; gone: boolean; now: number }) {
  if (gone) return <span className="m mut">No longer here</span>;
  if (line.priority > 0) return <span className="m tone-info">Priority {line.priority}{line.due && `, ${dueWords(line.due, now)}`}</span>;
  if (!line.due) return <span className="m mut">{line.right ? `Needs the right ${line.right}` : `Queue ${line.queue}`}</span>;
  const left = (Date.parse(line.due) - now) / 1000;
  const tone = left < 0 ? 'tone-bad' : left < 900 ? 'tone-warn' : 'mut';
  return (
    <span className={`m ${tone}`}>
      {left < 900 && <Icon of="clock" />}
      {dueWords(line.due, now)}
    </span>
  );
}

function dueWords(due: string, now: number) {
  const left = (Date.parse(due) - now) / 1000;
  return left < 0 ? `Overdue by ${inWords(-left)}` : `Due in ${inWords(left)}`;
}
