import type { QueryClient } from '@tanstack/react-query';
import { isLeaving, keys } from './desk';
import type { StreamEvent } from './stream';
import type { Inbox, Me } from './types';

/** What one event of the stream makes out of date. It reads again rather than computing anew what the server knows. */
export function heed(client: QueryClient, { event, data }: StreamEvent) {
  const again = (...key: readonly unknown[]) => void client.invalidateQueries({ queryKey: key });
  const windowAgain = (id: string) => {
    if (isLeaving(id)) return;
    again(...keys.window(id));
    again('why', id);
  };
  switch (event) {
    case 'offer':
      if (data.type !== 'offered') takeOfferAway(client, data.offer);
      again(...keys.inbox);
      again('items');
      return;
    case 'work':
      again(...keys.inbox);
      again('items');
      again('approvals');
      if (data.item) windowAgain(data.item);
      return;
    case 'presence':
      again('agents');
      myPresence(client, data.agent);
      return;
    case 'case':
      if (data.item) windowAgain(data.item);
      return;
    case 'people':
      again(...keys.me);
      again('queues');
      again('window');
      return;
    case 'reset':
      void client.invalidateQueries();
  }
}

/** An offer that is over must not be clickable until the inbox has been read again. */
function takeOfferAway(client: QueryClient, offer: string | null | undefined) {
  client.setQueryData<Inbox>(keys.inbox, (inbox) => (inbox?.offer && inbox.offer.id === offer ? { ...inbox, offer: null } : inbox));
}

/** The event says that it changed; what it is now, with what is left of the wrap-up, is read. */
function myPresence(client: QueryClient, agent: string | null | undefined) {
  const me = client.getQueryData<Me>(keys.me);
  if (!me || (agent && agent !== me.id)) return;
  void client.invalidateQueries({ queryKey: keys.me });
  void client.invalidateQueries({ queryKey: keys.inbox });
}
