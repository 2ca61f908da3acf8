import type { QueueNow } from '../api/types';
import { span } from '../kit/time';
import { plain } from '../words';

const WIDTH = 320;
const ROW = 22;
const LEFT = 4;

/** How long each one waits: a dot for each, on one scale, with a line at the time that was promised. */
export function Waits({ queues }: { queues: QueueNow[] }) {
  const waiting = queues.filter((queue) => queue.waits.length > 0);
  if (waiting.length === 0) return null;
  const longest = Math.max(...waiting.flatMap((queue) => [queue.waits[0] ?? 0, (queue.target?.withinSeconds ?? 0) * 1.5]), 1);
  // square root: what has waited a minute and what has waited an hour are both to be seen
  const x = (seconds: number) => LEFT + Math.sqrt(Math.max(0, seconds) / longest) * (WIDTH - 2 * LEFT);
  return (
    <section className="pane waits">
      <h2>
        Who waits how long <span>one dot each; the line is the time promised</span>
      </h2>
      <table>
        <thead className="vh">
          <tr>
            <th scope="col">Queue</th>
            <th scope="col">Waits</th>
          </tr>
        </thead>
        <tbody>
          {waiting.map((queue) => {
            const promised = queue.target?.withinSeconds;
            const over = promised === undefined ? 0 : queue.waits.filter((each) => each > promised).length;
            return (
              <tr key={queue.name}>
                <th scope="row">{plain(queue.name)}</th>
                <td>
                  <svg
                    viewBox={`0 0 ${WIDTH} ${ROW}`}
                    preserveAspectRatio="xMinYMid"
                    role="img"
                    aria-label={`${queue.waits.length} wait, the longest ${span(queue.waits[0] ?? 0)}, ${over} past the time promised`}
                  >
                    <line x1={LEFT} x2={WIDTH - LEFT} y1={ROW / 2} y2={ROW / 2} stroke="var(--line)" />
                    {promised !== undefined && <line x1={x(promised)} x2={x(promised)} y1="2" y2={ROW - 2} stroke="var(--ink-3)" strokeWidth="1.5" />}
                    {queue.waits.map((each, at) => (
                      <circle key={at} cx={x(each)} cy={ROW / 2} r="4" fill={promised !== undefined && each > promised ? 'var(--bad)' : 'var(--accent)'} fillOpacity=".65" />
                    ))}
                  </svg>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
