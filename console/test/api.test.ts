import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { renderHook } from '@testing-library/react';
import { createElement, type ReactNode } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { ask, goToSignIn, Problem } from '../src/api/http';
import { keys, paths, useDo } from '../src/api/desk';
import { heed } from '../src/api/live';
import { EventReader, openStream, type StreamEvent } from '../src/api/stream';
import { StandIn } from './stand-in';

const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json' } });

describe('asking the API', () => {
  it('tries a change again with the same key while no answer comes', async () => {
    const sent: (string | undefined)[] = [];
    let failures = 2;
    vi.stubGlobal('fetch', async (_: string, request: RequestInit) => {
      sent.push((request.headers as Record<string, string>)['Idempotency-Key']);
      if (failures-- > 0) throw new TypeError('cut');
      return json(200, { done: true });
    });
    expect(await ask('/api/x', { method: 'POST', body: {}, pauses: [0, 0] })).toEqual({ done: true });
    expect(sent).toHaveLength(3);
    expect(new Set(sent).size).toBe(1);
  });

  it('throws a refusal with its code, its words and its reference, and does not try again', async () => {
    const fetch = vi.fn(async () => json(409, { status: 409, code: 'offer.gone', detail: 'Somebody else took it.', reference: 'R-1' }));
    vi.stubGlobal('fetch', fetch);
    const problem = await ask('/api/x', { method: 'POST' }).catch((fault: unknown) => fault);
    expect(problem).toBeInstanceOf(Problem);
    expect(problem).toMatchObject({ code: 'offer.gone', message: 'Somebody else took it.', reference: 'R-1', status: 409 });
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('asks again while the floor moves to another node', async () => {
    let moving = true;
    vi.stubGlobal('fetch', async () => {
      if (!moving) return json(200, 1);
      moving = false;
      return json(503, { code: 'desk.moving' });
    });
    expect(await ask('/api/x', { method: 'POST', pauses: [0] })).toBe(1);
  });

  it('goes to the sign-in and comes back to the same place', () => {
    const assign = vi.fn();
    goToSignIn({ pathname: '/desk/items/W-1', search: '?a=b', assign } as unknown as Location);
    expect(assign).toHaveBeenCalledWith('/sign-in?next=%2Fdesk%2Fitems%2FW-1%3Fa%3Db');
  });
});

describe('the stream', () => {
  it('reads events however the bytes are cut, and no comment', () => {
    const text = ': still here\n\nid: 7\nevent: offer\ndata: {"number":7,\ndata: "type":"offered"}\n\nid: 8\r\nevent: work\r\ndata: {"number":8}\r\n\r\n';
    for (let cut = 0; cut < text.length; cut++) {
      if (text[cut - 1] === '\r') continue; // a pair is one line end; a reader gets both
      const reader = new EventReader();
      const events = [...reader.read(text.slice(0, cut)), ...reader.read(text.slice(cut))];
      expect(events.map((event) => [event.id, event.event, event.data.number])).toEqual([['7', 'offer', 7], ['8', 'work', 8]]);
    }
  });

  it('comes back behind the last event that it read', async () => {
    const asked: string[] = [];
    const text = new TextEncoder();
    vi.stubGlobal('fetch', async (_: string, request: RequestInit) => {
      asked.push((request.headers as Record<string, string>)['Last-Event-ID']!);
      const first = asked.length === 1;
      return new Response(
        new ReadableStream({
          start(controller) {
            if (!first) return;
            controller.enqueue(text.encode('id: 11\nevent: work\ndata: {"number":11}\n\nid: 12\nevent: work\nda'));
            controller.close();
          },
        }),
      );
    });
    const events: StreamEvent[] = [];
    const close = openStream({ floor: false, after: 10, onEvent: (event) => events.push(event), onConnection: () => undefined });
    await vi.waitFor(() => expect(asked).toHaveLength(2), { timeout: 4000 });
    close();
    expect(asked).toEqual(['10', '11']);
    expect(events.map((event) => event.id)).toEqual(['11']);
  });
});

describe('what an event makes out of date', () => {
  const event = (name: string, data: object): StreamEvent => ({ id: '1', event: name, data: { number: 1, type: '', ...data } });

  it('takes an offer that is over away before the inbox has been read again', () => {
    const client = new QueryClient();
    const inbox = new StandIn(Date.now, 1).handle('GET', '/api/desk/me/inbox', undefined, null).body as { offer: { id: string } };
    client.setQueryData(keys.inbox, inbox);
    heed(client, event('offer', { type: 'rescinded', offer: 'O-other' }));
    expect(client.getQueryData<typeof inbox>(keys.inbox)?.offer).not.toBeNull();
    heed(client, event('offer', { type: 'rescinded', offer: inbox.offer.id }));
    expect(client.getQueryData<typeof inbox>(keys.inbox)?.offer).toBeNull();
  });

  it.each([
    ['case', { item: 'W-1' }, keys.window('W-1'), true],
    ['case', { item: 'W-2' }, keys.window('W-1'), false],
    ['work', { item: 'W-1' }, keys.window('W-1'), true],
    ['people', {}, keys.me, true],
    ['reset', {}, ['wallboard'], true],
    ['offer', { type: 'offered' }, keys.inbox, true],
  ])('%s %o: %o is read again: %s', (name, data, key, isStale) => {
    const client = new QueryClient();
    client.setQueryData(key, {});
    heed(client, event(name, data));
    expect(client.getQueryState(key)?.isInvalidated).toBe(isStale);
  });

  it('does not read a window again whose work is being finished here, and does when that was refused', async () => {
    const client = new QueryClient();
    const wrapper = ({ children }: { children: ReactNode }) => createElement(QueryClientProvider, { client }, children);
    const { result } = renderHook(() => useDo(undefined, 'W-1'), { wrapper });
    let answer: (response: Response) => void = () => undefined;
    vi.stubGlobal('fetch', () => new Promise<Response>((resolve) => (answer = resolve)));
    const isStaleAfter = () => {
      client.setQueryData(keys.window('W-1'), {});
      heed(client, event('work', { type: 'completed', item: 'W-1' }));
      return client.getQueryState(keys.window('W-1'))?.isInvalidated;
    };
    expect(isStaleAfter()).toBe(true);
    const done = result.current.mutateAsync({ path: paths.of('W-1', 'finish') });
    await vi.waitFor(() => expect(isStaleAfter()).toBe(false));
    answer(new Response('{"code":"work.unfinished"}', { status: 409, headers: { 'Content-Type': 'application/json' } }));
    await expect(done).rejects.toMatchObject({ code: 'work.unfinished' });
    expect(isStaleAfter()).toBe(true);
  });
});
