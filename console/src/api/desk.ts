import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { ask, newKey, Problem } from './http';
import type { Agent, Approval, Inbox, Line, Me, Needed, Queue, Wallboard, Why, Window, WrapUp } from './types';

const item = (id: string) => `/api/desk/items/${encodeURIComponent(id)}`;

/** Where everything is asked for; the path with its parameters is the name under which the page keeps the answer. */
export const paths = {
  me: '/api/desk/me',
  inbox: '/api/desk/me/inbox',
  presence: '/api/desk/me/presence',
  wrappedUp: '/api/desk/me/wrapped-up',
  queues: '/api/desk/queues',
  wallboard: '/api/desk/wallboard',
  approvals: '/api/desk/approvals',
  agents: '/api/desk/agents',
  profile: (person: string) => `/api/desk/agents/${encodeURIComponent(person)}/profile`,
  knowledge: '/api/desk/knowledge',
  search: '/api/desk/knowledge/search',
  openArticle: (id: string) => `/api/desk/knowledge/articles/${encodeURIComponent(id)}/open`,
  verdict: (showing: number) => `/api/desk/knowledge/showings/${showing}/verdict`,
  breakGlass: '/api/v1/break-glass',
  accept: (offer: string) => `/api/desk/offers/${encodeURIComponent(offer)}/accept`,
  reject: (offer: string) => `/api/desk/offers/${encodeURIComponent(offer)}/reject`,
  items: (asked: { queue?: string; state?: string; limit?: number }) =>
    `/api/desk/items?${new URLSearchParams(Object.entries(asked).map(([name, value]) => [name, String(value)]))}`,
  item,
  of: (id: string, what: string) => `${item(id)}/${what}`,
};

export const keys = {
  me: ['me'] as const,
  inbox: ['inbox'] as const,
  window: (id: string) => ['window', id] as const,
};

export const useMe = () => useQuery({ queryKey: keys.me, queryFn: ({ signal }) => ask<Me>(paths.me, { signal }) });
export const useInbox = () => useQuery({ queryKey: keys.inbox, queryFn: ({ signal }) => ask<Inbox>(paths.inbox, { signal }) });
export const useWindow = (id: string) =>
  useQuery({
    queryKey: keys.window(id),
    queryFn: ({ signal }) => {
      leaving.delete(id);
      return ask<Window>(paths.item(id), { signal });
    },
  });
export const useQueues = () =>
  useQuery({ queryKey: ['queues'], queryFn: ({ signal }) => ask<Queue[]>(paths.queues, { signal }), staleTime: 60_000 });
export const useItems = (asked: { queue?: string; state?: string; limit?: number }) =>
  useQuery({ queryKey: ['items', asked], queryFn: ({ signal }) => ask<Line[]>(paths.items(asked), { signal }) });
export const useWallboard = () =>
  useQuery({
    queryKey: ['wallboard'],
    queryFn: ({ signal }) => ask<Wallboard>(paths.wallboard, { signal }),
    refetchInterval: 2_000,
  });
export const useApprovals = (enabled: boolean) =>
  useQuery({ queryKey: ['approvals'], queryFn: ({ signal }) => ask<Approval[]>(paths.approvals, { signal }), refetchInterval: 15_000, enabled });
export const useAgents = () =>
  useQuery({ queryKey: ['agents'], queryFn: ({ signal }) => ask<Agent[]>(paths.agents, { signal }), refetchInterval: 10_000 });
export const useWhy = (id: string, enabled: boolean) =>
  useQuery({ queryKey: ['why', id], queryFn: ({ signal }) => ask<Why>(paths.of(id, 'why'), { signal }), enabled });
export const useWrapUp = (id: string, enabled: boolean) =>
  useQuery({ queryKey: ['wrap-up', id], queryFn: ({ signal }) => ask<WrapUp>(paths.of(id, 'wrap-up'), { signal }), enabled, staleTime: 0 });

/** What belongs to the step that a case stands on, unasked. */
export const useNeeded = (caseId: string | null | undefined, step: string | null | undefined) =>
  useQuery({
    queryKey: ['knowledge', caseId, step],
    queryFn: ({ signal }) => ask<Needed>(`${paths.knowledge}?${new URLSearchParams({ case: caseId ?? '' })}`, { signal }),
    enabled: Boolean(caseId),
    staleTime: 60_000,
  });

export interface Wish {
  path: string;
  method?: 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
}

/**
 * Work that is being finished or handed over here. The stream may tell of it before the answer comes; its window is then no longer
 * this person's to read, and asking for it again would only be refused.
 */
const leaving = new Set<string>();
export const isLeaving = (id: string) => leaving.has(id);

/**
 * Does one thing on the server. While it is under way a second call is the same call; a call that got no answer keeps its
 * key, so that pressing again does nothing twice. `leaves` is the work that is out of these hands once it is done.
 */
export function useDo<T>(onDone?: (answer: T, client: QueryClient) => void, leaves?: string) {
  const client = useQueryClient();
  const open = useRef<{ wish: string; key: string; answer?: Promise<T> } | null>(null);
  return useMutation<T, Problem, Wish>({
    mutationFn: (wish) => {
      const said = JSON.stringify(wish);
      const before = open.current;
      if (before?.wish === said && before.answer) return before.answer;
      const mine = { wish: said, key: before?.wish === said ? before.key : newKey() } as NonNullable<typeof open.current>;
      open.current = mine;
      if (leaves) {
        leaving.add(leaves);
        void client.cancelQueries({ queryKey: keys.window(leaves) });
      }
      const answer = ask<T>(wish.path, { method: wish.method ?? 'POST', body: wish.body, key: mine.key });
      mine.answer = answer;
      answer.then(
        () => (open.current = null),
        (fault) => {
          if (leaves) leaving.delete(leaves);
          if (fault instanceof Problem && fault.passes) delete mine.answer;
          else open.current = null;
        },
      );
      return answer;
    },
    onSuccess: (answer) => onDone?.(answer, client),
  });
}

/** Keeps a window that came with an answer, unless a newer one is there. */
export function keepWindow(client: QueryClient, window: Window) {
  leaving.delete(window.item.id);
  client.setQueryData<Window>(keys.window(window.item.id), (kept) => (kept && kept.lastEvent > window.lastEvent ? kept : window));
}
