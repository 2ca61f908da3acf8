import { useSyncExternalStore } from 'react';
import { Problem } from '../api/http';
import { Icon } from './Icon';

export interface Notice {
  id: number;
  tone: 'ok' | 'bad' | 'info';
  text: string;
  reference?: string;
}

interface Told {
  polite: string;
  urgent: string;
  notices: Notice[];
}

const QUIET = 15_000;
let told: Told = { polite: '', urgent: '', notices: [] };
let next = 1;
let spoke = -QUIET;
let pending: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function set(change: Partial<Told>) {
  told = { ...told, ...change };
  for (const listener of listeners) listener();
}

/** Speaks to who listens to the page. What is urgent (an offer, a lost line) interrupts. */
export function say(text: string, urgent = false) {
  // the same words twice would not be spoken twice
  if (urgent) set({ urgent: told.urgent === text ? `${text}\u00a0` : text });
  else set({ polite: told.polite === text ? `${text}\u00a0` : text });
}

/** Speaks of arrivals and counts: the newest only, at most every 15 s. */
export function sayCalmly(text: string) {
  clearTimeout(pending);
  const wait = Math.max(0, spoke + QUIET - performance.now());
  pending = setTimeout(() => {
    spoke = performance.now();
    say(text);
  }, wait);
}

/** Shows and speaks a short notice. Good news goes by itself, bad news stays until it is closed. */
export function notify(tone: Notice['tone'], text: string, reference?: string | null) {
  const notice: Notice = { id: next++, tone, text, ...(reference ? { reference } : {}) };
  set({ notices: [...told.notices.filter((each) => each.text !== text).slice(-3), notice] });
  say(text, tone === 'bad');
  if (tone !== 'bad') setTimeout(() => dismiss(notice.id), 8_000);
}

export const notifyOf = (problem: unknown) =>
  notify('bad', problem instanceof Error ? problem.message : String(problem), problem instanceof Problem ? problem.reference : null);

function dismiss(id: number) {
  set({ notices: told.notices.filter((each) => each.id !== id) });
}

export function Telling() {
  const now = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => told,
  );
  return (
    <>
      <div className="vh" role="status">
        {now.polite}
      </div>
      <div className="vh" role="alert">
        {now.urgent}
      </div>
      <section className="notices" aria-label="Notices">
        <ul>
        {now.notices.map((notice) => (
          <li key={notice.id} className={`notice ${notice.tone}`}>
            <Icon of={notice.tone === 'bad' ? 'warn' : 'check'} />
            <span>
              {notice.text}
              {notice.reference && <small>Reference {notice.reference}</small>}
            </span>
            <button type="button" className="close" aria-label="Close the notice" onClick={() => dismiss(notice.id)}>
              <Icon of="close" />
            </button>
          </li>
        ))}
        </ul>
      </section>
    </>
  );
}
