import { keys, paths, useDo } from '../api/desk';
import type { Inbox, Me, Presence as PresenceNow } from '../api/types';
import { Button } from '../kit/Button';
import { Menu } from '../kit/Menu';
import { useCommand } from '../kit/keys';
import { notifyOf, say } from '../kit/telling';
import { span, useNow } from '../kit/time';
import { plain, presenceWords } from '../words';

/** Whether I take work now; the time after a contact stands here too. */
export function Presence({ me }: { me: Me }) {
  const change = useDo<PresenceNow>((presence, client) => {
    client.setQueryData<Me>(keys.me, (kept) => kept && { ...kept, presence });
    client.setQueryData<Inbox>(keys.inbox, (kept) => kept && { ...kept, presence });
    say(`You are ${presenceWords(presence).toLowerCase()}.`);
  });
  const presence = me.presence;
  const set = (state: PresenceNow['state'], reason?: string) =>
    change.mutate({ path: paths.presence, method: 'PUT', body: reason ? { state, reason } : { state } }, { onError: notifyOf });
  const ready = () => change.mutate({ path: paths.wrappedUp }, { onError: notifyOf });
  useCommand('I am available', 'Presence', undefined, () => set('available'), presence.state !== 'available');
  useCommand('I am away for a break', 'Presence', undefined, () => set('away', me.awayReasons[0] ?? 'break'), presence.state !== 'away');
  useCommand('I am ready for the next', 'Presence', 'Alt+w', ready, presence.wrapUp?.mayEnd ?? false);
  const dot = presence.wrapUp ? 'warn' : presence.state === 'available' ? 'ok' : presence.state === 'away' ? 'warn' : '';
  return (
    <div className="presence">
      {presence.wrapUp?.mayEnd && (
        <Button onClick={ready} busy={change.isPending}>
          I am ready
        </Button>
      )}
      <Menu
        label="Your presence"
        className="state"
        button={
          <>
            <span className={`dot ${dot}`} aria-hidden="true" />
            <span className="vh">Your presence: </span>
            <span className="word">{presenceWords(presence)}</span>
            <Since presence={presence} />
          </>
        }
        items={[
          { name: 'available', label: 'Available', checked: presence.state === 'available', run: () => set('available') },
          ...me.awayReasons.map((reason) => ({
            name: reason,
            label: `Away, ${plain(reason).toLowerCase()}`,
            checked: presence.state === 'away' && presence.reason === reason,
            run: () => set('away', reason),
          })),
          { name: 'offline', label: 'Offline', checked: presence.state === 'offline', run: () => set('offline') },
        ]}
      />
    </div>
  );
}

function Since({ presence }: { presence: PresenceNow }) {
  const now = useNow(1000);
  const until = presence.wrapUp?.until;
  if (!until && !presence.since) return null;
  const seconds = until ? (Date.parse(until) - now) / 1000 : (now - Date.parse(presence.since ?? '')) / 1000;
  if (Number.isNaN(seconds)) return null;
  return (
    <span className="mut num" aria-hidden="true">
      {span(seconds)}
    </span>
  );
}

