import { goToSignIn } from './http';
import type { Told } from './types';

export interface StreamEvent {
  id: string;
  event: string;
  data: Told;
}

/** Reads server-sent events piece by piece: give it text as it comes, it gives whole events. */
export class EventReader {
  private rest = '';

  read(text: string): StreamEvent[] {
    this.rest += text.replaceAll('\r\n', '\n');
    const blocks = this.rest.split('\n\n');
    this.rest = blocks.pop() ?? '';
    return blocks.flatMap((block) => this.event(block) ?? []);
  }

  private event(block: string): StreamEvent | undefined {
    let id = '';
    let event = 'message';
    const data: string[] = [];
    for (const line of block.split('\n')) {
      if (line.startsWith(':')) continue;
      const colon = line.indexOf(':');
      const name = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
      if (name === 'id') id = value;
      else if (name === 'event') event = value;
      else if (name === 'data') data.push(value);
    }
    if (!id && !data.length) return undefined;
    return { id, event, data: (data.length ? JSON.parse(data.join('\n')) : {}) as Told };
  }
}

export type Connection = 'connecting' | 'live' | 'lost';

export interface StreamSettings {
  floor: boolean;
  /** The last event known, from `lastEvent` of what was read. */
  after: number;
  onEvent: (event: StreamEvent) => void;
  onConnection: (state: Connection) => void;
  /** Silence after which the line counts as dead, in ms; a comment comes every 15 s. */
  silence?: number;
}

/** Keeps one stream open: it comes back with the last event's number, so that nothing is missed and nothing comes twice. */
export function openStream({ floor, after, onEvent, onConnection, silence = 40_000 }: StreamSettings): () => void {
  let last = String(after);
  let closed = false;
  let fruitless = 0;
  let abort = new AbortController();

  async function connect() {
    abort = new AbortController();
    let watchdog = setTimeout(() => abort.abort(), silence);
    try {
      const response = await fetch(`/api/desk/stream${floor ? '?floor=true' : ''}`, {
        headers: { Accept: 'text/event-stream', 'Last-Event-ID': last },
        credentials: 'same-origin',
        signal: abort.signal,
      });
      if (response.status === 401) return goToSignIn();
      if (!response.ok || !response.body) throw new Error(`stream: ${response.status}`);
      onConnection('live');
      const events = new EventReader();
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        fruitless = 0;
        clearTimeout(watchdog);
        watchdog = setTimeout(() => abort.abort(), silence);
        for (const event of events.read(value)) {
          if (event.id) last = event.id;
          onEvent(event);
        }
      }
    } catch {
      // the end of a stream is normal, whatever ended it: come again
    } finally {
      clearTimeout(watchdog);
    }
    if (closed) return;
    if (fruitless > 0) onConnection('lost');
    setTimeout(() => !closed && void connect(), Math.min(1000 * 2 ** fruitless, 15_000) * (0.75 + Math.random() / 2));
    fruitless++;
  }

  onConnection('connecting');
  void connect();
  return () => {
    closed = true;
    abort.abort();
  };
}
