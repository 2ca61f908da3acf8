import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import { vi } from 'vitest';
import { makeRouter } from '../src/router';
import { onTheWire, StandIn } from './stand-in';

/** The whole desk at an address, with the stand-in at the other side of the wire. */
export function openDesk(path = '/', floor = new StandIn(Date.now, 6)) {
  const wire = new Wire(floor);
  vi.stubGlobal('fetch', wire.fetch);
  window.history.replaceState(null, '', `/desk${path}`);
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 10_000 } } });
  const router = makeRouter();
  const view = render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return { floor, wire, client, router, ...view };
}

/** Requests over the stand-in, whose line can be cut and slowed. */
export class Wire {
  private readonly floor: StandIn;
  /** Answers are lost from here on, after the server did what was asked. */
  losesAnswers = 0;
  hold: Promise<void> | null = null;

  constructor(floor: StandIn) {
    this.floor = floor;
  }

  readonly fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const path = String(input);
    if (path.startsWith('/api/desk/stream')) return this.stream(init);
    const headers = (init.headers ?? {}) as Record<string, string>;
    const answer = this.floor.handle(init.method ?? 'GET', path, init.body ? JSON.parse(String(init.body)) : undefined, headers['Idempotency-Key'] ?? null);
    if (this.hold) await this.hold;
    if (this.losesAnswers > 0 && init.method !== 'GET') {
      this.losesAnswers--;
      throw new TypeError('the line is cut');
    }
    return new Response(answer.body === undefined ? null : JSON.stringify(answer.body), {
      status: answer.status,
      headers: { 'Content-Type': answer.status < 400 ? 'application/json' : 'application/problem+json' },
    });
  };

  private stream(init: RequestInit) {
    const after = Number((init.headers as Record<string, string>)['Last-Event-ID'] ?? 0);
    const floor = this.floor;
    const text = new TextEncoder();
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start(controller) {
        const tell = (event: (typeof floor.told)[number]) => controller.enqueue(text.encode(onTheWire(event)));
        floor.told.filter((event) => event.number > after).forEach(tell);
        floor.listeners.add(tell);
        init.signal?.addEventListener('abort', () => floor.listeners.delete(tell));
      },
    });
    return new Response(body, { status: 200, headers: { 'Content-Type': 'text/event-stream' } });
  }
}
