import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { heed } from '../api/live';
import { openStream, type Connection } from '../api/stream';
import { say } from '../kit/telling';
import type { Me } from '../api/types';

/** One stream a page, from the first answer on; says when the line is lost and when it is back. */
export function useLive(me: Me | undefined): Connection {
  const client = useQueryClient();
  const [connection, setConnection] = useState<Connection>('connecting');
  const id = me?.id;
  const floor = me?.supervises ?? false;
  const first = me?.lastEvent ?? 0;
  useEffect(() => {
    if (!id) return;
    let wasLost = false;
    return openStream({
      floor,
      after: first,
      onEvent: (event) => heed(client, event),
      onConnection: (state) => {
        setConnection(state);
        if (state === 'lost' && !wasLost) say('The connection is lost. What you see may be old. Trying again.', true);
        if (state === 'live' && wasLost) {
          say('Connected again.');
          void client.invalidateQueries();
        }
        wasLost = state === 'lost' || (wasLost && state !== 'live');
      },
    });
    // the number to begin with is the one of the first answer; later ones come from the stream itself
  }, [client, id, floor]);
  return connection;
}
