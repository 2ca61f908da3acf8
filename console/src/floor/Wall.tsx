import '../styles/floor.css';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useItems, useMe, useWallboard } from '../api/desk';
import { Failure, Loading } from '../kit/states';
import { Icon } from '../kit/Icon';
import { span, useNow } from '../kit/time';
import { about } from '../words';
import { useLive } from '../shell/live';
import { Decisions } from './Floor';
import { Fresh, useFresh } from './Fresh';
import { Waits } from './Waits';
import { Figures, figures, useSamples } from './numbers';
import { People, QueueTable } from './QueueTable';

/** The floor for a screen on the wall, to be read from five metres. */
export function Wall() {
  const me = useMe();
  useLive(me.data);
  const board = useWallboard();
  const samples = useSamples(board.data);
  const { isOld } = useFresh(board.data?.at);
  useEffect(() => {
    document.documentElement.classList.add('on-wall');
    document.title = 'Floor, now';
    return () => document.documentElement.classList.remove('on-wall');
  }, []);
  if (!board.data) {
    return <main className="w">{board.error ? <Failure problem={board.error} onRetry={() => void board.refetch()} /> : <Loading what="The wallboard" />}</main>;
  }
  return (
    <div className={isOld ? 'w old' : 'w'}>
      <header className="hd">
        <Link to="/floor" aria-label="Back to the desk">
          <svg className="logo" viewBox="0 0 24 24" fill="none" aria-hidden="true">
            <rect width="24" height="24" rx="6" fill="var(--accent)" />
            <path d="M6 8.5h4.5v7H18M10.5 12H15" stroke="var(--on-accent)" strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round" />
          </svg>
        </Link>
        <h1>Floor, now</h1>
        <div className="r">
          <Fresh at={board.data.at} zone={board.data.zone} />
        </div>
      </header>
      <main>
        <Figures figures={figures(board.data, samples)} />
        <div className="g">
          <div className="stack left">
            <section className="pane">
              <h2>
                Queues <span>longest wait first</span>
              </h2>
              <div className="wide" tabIndex={0} role="region" aria-label="Queues, scrollable">
                <QueueTable queues={board.data.queues} />
              </div>
              <People agents={board.data.agents} />
            </section>
            <Waits queues={board.data.queues} />
          </div>
          <div className="stack">
            <Decisions />
            <Exceptions />
          </div>
        </div>
      </main>
    </div>
  );
}

/** Exceptions by what caused them, the longest wait of each. */
function Exceptions() {
  const items = useItems({ state: 'waiting', limit: 1000 });
  const now = useNow(1000);
  const causes = new Map<string, { count: number; oldest: number }>();
  for (const line of items.data ?? []) {
    if (line.source !== 'exception') continue;
    const cause = causes.get(about(line)) ?? { count: 0, oldest: now };
    causes.set(about(line), { count: cause.count + 1, oldest: Math.min(cause.oldest, Date.parse(line.since)) });
  }
  const sorted = [...causes].sort(([, a], [, b]) => a.oldest - b.oldest).slice(0, 3);
  return (
    <section className="pane">
      <h2>
        Exceptions <span>by cause</span>
      </h2>
      <ul className="l">
        {sorted.map(([cause, { count, oldest }]) => (
          <li key={cause}>
            <Icon of="warn" />
            <b>{cause}</b>
            <time className={now - oldest > 600_000 ? 'warm' : ''}>{span((now - oldest) / 1000)}</time>
            <span>
              {count} {count === 1 ? 'waits' : 'wait'} in line
            </span>
          </li>
        ))}
      </ul>
      {sorted.length === 0 && <p className="m">None wait.</p>}
    </section>
  );
}
