import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useApprovals, useInbox, useMe } from '../api/desk';
import { ask } from '../api/http';
import type { Connection } from '../api/stream';
import type { Me } from '../api/types';
import { OfferCard } from '../inbox/OfferCard';
import { Icon } from '../kit/Icon';
import { useCommand, useKeyboard } from '../kit/keys';
import { Menu } from '../kit/Menu';
import { Failure, Loading } from '../kit/states';
import { notifyOf, Telling } from '../kit/telling';
import { setServerTime, zone } from '../kit/time';
import { plain } from '../words';
import { useLive } from './live';
import { Presence } from './Presence';
import { useSaved } from './saved';

const loadMenu = () => import('./CommandMenu');
const loadKeys = () => import('./Shortcuts');
const CommandMenu = lazy(() => loadMenu().then((module) => ({ default: module.CommandMenu })));
const Shortcuts = lazy(() => loadKeys().then((module) => ({ default: module.Shortcuts })));

/** Fetches what opens over the page, so that the first letters typed there are not lost. */
export const loadLayers = () => Promise.all([loadMenu(), loadKeys()]);

/** What stands around every page of the desk: where one is, whether one takes work, what is offered, whether all is live. */
export function Shell() {
  const me = useMe();
  const inbox = useInbox();
  const [layer, setLayer] = useState<'find' | 'keys' | null>(null);
  const connection = useLive(me.data);
  const navigate = useNavigate();
  const now = me.data?.now;
  useEffect(() => {
    if (now) setServerTime(now);
  }, [now]);
  useKeyboard();
  const supervises = me.data?.supervises ?? false;
  const onFloor = useRouterState({ select: (state) => /^\/(floor|approvals)/.test(state.location.pathname) });
  useCommand('Find work or a command', 'Everywhere', 'Control+k', () => setLayer('find'));
  useCommand('Show all keys', 'Everywhere', '?', () => setLayer('keys'));
  useCommand('Go to the inbox', 'Everywhere', '1', () => void navigate({ to: '/' }));
  useCommand('Go to the floor', 'Everywhere', '2', () => void navigate({ to: '/floor' }), supervises);
  useCommand('Go to the approvals', 'Everywhere', '3', () => void navigate({ to: '/approvals' }));
  if (me.error && !me.data) return <Failure problem={me.error} onRetry={() => void me.refetch()} />;
  return (
    <div className="app">
      <a className="skip" href="#main">
        Skip to the work
      </a>
      <Top me={me.data} onFind={() => setLayer('find')} />
      <Rail supervises={supervises} />
      {me.data ? <Outlet /> : <main id="main" tabIndex={-1}><Loading what="The desk" rows={6} /></main>}
      {inbox.data?.offer && <OfferCard key={inbox.data.offer.id} offer={inbox.data.offer} wide={!onFloor} />}
      <Foot connection={connection} onKeys={() => setLayer('keys')} />
      <Suspense>
        {layer === 'find' && <CommandMenu onClose={() => setLayer(null)} />}
        {layer === 'keys' && <Shortcuts onClose={() => setLayer(null)} />}
      </Suspense>
      <Telling />
    </div>
  );
}

function Top({ me, onFind }: { me: Me | undefined; onFind: () => void }) {
  const leave = () =>
    void ask('/api/v1/session', { method: 'DELETE' }).then(() => window.location.assign('/sign-in'), notifyOf);
  useCommand('Sign out', 'Everywhere', undefined, leave);
  return (
    <header className="top">
      <div className="mark">
        <svg viewBox="0 0 24 24" fill="none" aria-hidden="true">
          <rect width="24" height="24" rx="6" fill="var(--accent)" />
          <path d="M6 8.5h4.5v7H18M10.5 12H15" stroke="var(--on-accent)" strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round" />
        </svg>
        <span className="word">Throughline</span> <small>Desk</small>
      </div>
      <button className="cmd" type="button" aria-keyshortcuts="Control+K" onClick={onFind}>
        <Icon of="search" />
        <span className="word">Find a case, an item or a command</span>
        <span className="vh">Find</span>
        <kbd aria-hidden="true">Ctrl K</kbd>
      </button>
      {me && <Presence me={me} />}
      {me && (
        <Menu
          label="You"
          className="who"
          button={
            <>
              <span className="face" aria-hidden="true">
                {me.name.slice(0, 1)}
              </span>
              <span className="vh">Signed in: {me.name}</span>
            </>
          }
          items={[{ name: 'out', label: `Sign out ${me.name} (${plain(me.role).toLowerCase()})`, run: leave }]}
        />
      )}
    </header>
  );
}

function Rail({ supervises }: { supervises: boolean }) {
  const approvals = useApprovals(true);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const count = approvals.data?.length ?? 0;
  const inInbox = path === '/' || path.startsWith('/items');
  return (
    <nav className="rail" aria-label="Areas">
      <Link to="/" title="Inbox" aria-current={inInbox ? 'page' : undefined}>
        <Icon of="inbox" name="Inbox" />
      </Link>
      {supervises && (
          <Link to="/floor" title="Floor" aria-current={path.startsWith('/floor') ? 'page' : undefined}>
            <Icon of="wall" name="Floor" />
          </Link>
      )}
      {(supervises || count > 0) && (
          <Link to="/approvals" title="Approvals" aria-current={path.startsWith('/approvals') ? 'page' : undefined}>
            <Icon of="up" name={`Approvals${count ? `, ${count} waiting` : ''}`} />
            {count > 0 && (
              <span className="count" aria-hidden="true">
                {count}
              </span>
            )}
          </Link>
      )}
    </nav>
  );
}

const CONNECTIONS: Record<Connection, string> = { connecting: 'Connecting', live: 'Connected', lost: 'Connection lost, trying again' };

function Foot({ connection, onKeys }: { connection: Connection; onKeys: () => void }) {
  const saved = useSaved();
  return (
    <footer className="foot">
      <span className={connection === 'lost' ? 'tone-bad' : ''}>
        <span className={`dot ${connection === 'live' ? 'ok' : connection === 'lost' ? 'bad' : ''}`} aria-hidden="true" />
        {CONNECTIONS[connection]}
      </span>
      {saved && <span>{saved}</span>}
      <span className="zone">Times in {zone.replaceAll('_', ' ')}</span>
      <div className="r">
        <span className="jk">
          Next <kbd>J</kbd>
        </span>
        <span className="jk">
          Previous <kbd>K</kbd>
        </span>
        <button type="button" onClick={onKeys} aria-keyshortcuts="?">
          Shortcuts <kbd aria-hidden="true">?</kbd>
        </button>
      </div>
    </footer>
  );
}
