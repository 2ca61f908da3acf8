import type { QueueNow, Wallboard } from '../api/types';
import { Level, Parts } from '../kit/charts';
import { span } from '../kit/time';
import { plain } from '../words';

/** What would help a queue now, in a word; people are counted, never ranked. */
export function help(queue: QueueNow): { words: string; needed: boolean } {
  if (!queue.open) return { words: queue.waiting ? 'Closed; they wait until it opens' : 'Closed', needed: false };
  if (queue.waiting === 0) return { words: 'Nothing needed', needed: false };
  if (queue.free > 0) return { words: `${queue.free} free, but not for these: see why`, needed: true };
  if (queue.overTarget > 0) return { words: `${queue.overTarget} past the time promised: add people`, needed: true };
  return { words: queue.atWork > 0 ? `Next when one of ${queue.atWork} is done` : 'Nobody is here for it', needed: queue.atWork === 0 };
}

const heat = (queue: QueueNow) => {
  const oldest = queue.oldestSeconds ?? 0;
  const promised = queue.target?.withinSeconds;
  if (!promised || oldest <= promised) return '';
  return oldest > 2 * promised ? 'hot' : 'warm';
};

export function QueueTable({ queues, onPick }: { queues: QueueNow[]; onPick?: (queue: string) => void }) {
  const sorted = [...queues].sort((a, b) => (b.oldestSeconds ?? -1) - (a.oldestSeconds ?? -1) || a.name.localeCompare(b.name));
  return (
    <table className="queues">
      <thead>
        <tr>
          <th scope="col">Queue</th>
          <th scope="col">Waiting</th>
          <th scope="col">Longest</th>
          <th scope="col">Free</th>
          <th scope="col">Busy</th>
          <th scope="col">In time</th>
          <th scope="col" className="left">
            What would help
          </th>
        </tr>
      </thead>
      <tbody>
        {sorted.map((queue) => {
          const helps = help(queue);
          return (
            <tr key={queue.name}>
              <th scope="row">
                {onPick ? (
                  <button type="button" className="link" onClick={() => onPick(queue.name)}>
                    {plain(queue.name)}
                  </button>
                ) : (
                  plain(queue.name)
                )}
              </th>
              <td>
                <b>{queue.waiting}</b>
              </td>
              <td className={heat(queue)}>{queue.oldestSeconds === null || queue.waiting === 0 ? <span className="m">none</span> : <b>{span(queue.oldestSeconds)}</b>}</td>
              <td>{queue.free}</td>
              <td>{queue.atWork}</td>
              <td>
                {queue.withinTarget === null ? (
                  <span className="m">none</span>
                ) : (
                  <span className="share">
                    {Math.round(queue.withinTarget * 100)}%
                    <Level
                      share={queue.withinTarget}
                      mark={queue.target ? queue.target.percent / 100 : null}
                      tone={queue.target && queue.withinTarget * 100 < queue.target.percent ? 'warn' : 'ok'}
                      label={`${Math.round(queue.withinTarget * 100)}% in time${queue.target ? `, target ${queue.target.percent}% within ${span(queue.target.withinSeconds)}` : ''}`}
                    />
                  </span>
                )}
              </td>
              <td className={helps.needed ? 'act' : 'act m'}>{helps.words}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** People by what they do now. */
export function People({ agents }: { agents: Wallboard['agents'] }) {
  const parts = [
    { name: 'free', count: agents.free, tone: 'ok' },
    { name: 'offered', count: agents.offered, tone: 'info' },
    { name: 'at work', count: agents.atWork, tone: 'accent' },
    { name: 'wrapping up', count: agents.wrappingUp, tone: 'warn' },
    { name: 'away', count: agents.away, tone: 'control' },
  ];
  return (
    <div className="people">
      <Parts parts={parts} label={`Of ${agents.signedIn} signed in: ${parts.map((part) => `${part.count} ${part.name}`).join(', ')}`} />
      <ul className="ag" aria-label="People">
        <li>
          <b>{agents.signedIn}</b>signed in
        </li>
        {parts.map((part) => (
          <li key={part.name}>
            <b>{part.count}</b>
            <span className={`key ${part.tone}`} aria-hidden="true" />
            {part.name}
          </li>
        ))}
      </ul>
    </div>
  );
}
