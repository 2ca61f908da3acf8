import { Outlet, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useInbox, useItems, useMe } from '../api/desk';
import type { Line } from '../api/types';
import { useCommand } from '../kit/keys';
import { Empty, Failure, Loading } from '../kit/states';
import { sayCalmly } from '../kit/telling';
import { useCalm } from './calm';
import type { Entry } from './Row';
import { Rows } from './Rows';

type View = 'mine' | 'team' | 'done';
const VIEWS: { name: View; label: string }[] = [
  { name: 'mine', label: 'Mine' },
  { name: 'team', label: 'Team' },
  { name: 'done', label: 'Done' },
];

/** Left what waits, beside it the one thing being done. */
export function InboxLayout() {
  const { item } = useParams({ strict: false });
  const [view, setView] = useState<View>('mine');
  const inbox = useInbox();
  const team = useItems({ state: 'waiting', limit: 500 });
  const mine = (inbox.data?.work.length ?? 0) + (inbox.data?.callBacks.length ?? 0);
  const counts: Record<View, number | undefined> = { mine: inbox.data ? mine : undefined, team: team.data?.length, done: undefined };
  return (
    <div className={item ? 'desk with-item' : 'desk'}>
      <section className="inbox" aria-label="Inbox">
        <header>
          <h2>
            Inbox {view === 'team' && <span>Longest wait first</span>}
          </h2>
        </header>
        <nav className="views" aria-label="Inbox views">
          {VIEWS.map(({ name, label }) => (
            <button key={name} type="button" aria-current={view === name || undefined} onClick={() => setView(name)}>
              {label} {counts[name] !== undefined && <b>{counts[name]}</b>}
            </button>
          ))}
        </nav>
        {view === 'mine' ? (
          <Mine query={inbox} current={item} />
        ) : view === 'team' ? (
          <Calm name="team" query={team} current={item} empty="Nobody waits in your queues." />
        ) : (
          <Done current={item} />
        )}
      </section>
      <Outlet />
    </div>
  );
}

interface Listed<T> {
  data: T | undefined;
  error: unknown;
  refetch: () => unknown;
}

function Mine({ query, current }: { query: ReturnType<typeof useInbox>; current: string | undefined }) {
  const me = useMe().data;
  if (query.error && !query.data) return <Failure problem={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Loading what="Your inbox" />;
  const { work, callBacks, presence } = query.data;
  const group = (heading: string, lines: Line[]): Entry[] => (lines.length ? [{ heading }, ...lines.map((line) => ({ line, gone: false }))] : []);
  const entries = [...group('At work', work), ...group('Call-backs', callBacks)];
  if (entries.length === 0) {
    return (
      <Empty title="Nothing to do">
        {presence.wrapUp
          ? 'You are wrapping up. The next work is offered when that is over.'
          : presence.state === 'available'
            ? 'The next work that fits you is offered here.'
            : `You are ${presence.state}. Work is offered once you are available.`}
        {me && me.profile.queues.length === 0 && ' You are in no queue yet: ask a supervisor.'}
      </Empty>
    );
  }
  return <Rows entries={entries} current={current} label="Your work" />;
}

function Done({ current }: { current: string | undefined }) {
  return <Calm name="done" query={useItems({ state: 'done', limit: 200 })} current={current} empty="Nothing finished yet." />;
}

function Calm({ name, query, current, empty }: { name: string; query: Listed<Line[]>; current: string | undefined; empty: string }) {
  const list = useCalm(query.data, name);
  const arrived = list.arrived;
  useEffect(() => {
    if (arrived) sayCalmly(`${arrived} new ${arrived === 1 ? 'arrival' : 'arrivals'}. Press point to show.`);
  }, [arrived]);
  useCommand('Show new arrivals', 'Inbox', '.', list.refresh, arrived > 0);
  if (query.error && !query.data) return <Failure problem={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Loading what="The list" />;
  const gone = list.shown.filter((entry) => entry.gone).length;
  return (
    <>
      {(arrived > 0 || gone > 0) && (
        <button className="new" type="button" aria-keyshortcuts="." onClick={list.refresh}>
          {arrived > 0 ? `${arrived} new ${arrived === 1 ? 'arrival' : 'arrivals'}` : `${gone} gone, tidy up`} <kbd aria-hidden="true">.</kbd>
        </button>
      )}
      {list.shown.length === 0 ? <Empty title={empty} /> : <Rows entries={list.shown} current={current} label="Work in line" />}
    </>
  );
}

export function NothingOpen() {
  const me = useMe().data;
  return (
    <main id="main" className="nothing" tabIndex={-1}>
      <h1>Desk</h1>
      <Empty icon="doc" title="Nothing is open">
        Open work on the left, or wait: {me?.presence.state === 'available' ? 'what fits you is offered to you.' : 'say that you are available, at the top right.'}
      </Empty>
    </main>
  );
}
