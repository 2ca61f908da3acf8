import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keepWindow, keys, paths, useDo } from '../api/desk';
import type { Window } from '../api/types';
import { Button } from '../kit/Button';
import { Dialog } from '../kit/Dialog';
import { Icon } from '../kit/Icon';
import { useCommand } from '../kit/keys';
import { Reason } from '../kit/Reason';
import { notify, notifyOf } from '../kit/telling';

const WAYS = {
  join: {
    title: 'Join the conversation',
    button: 'Join it',
    words: 'You write to the customer beside your colleague, who is told at once. The work stays theirs.',
    done: 'You are in the conversation.',
  },
  'take-over': {
    title: 'Take the work over',
    button: 'Take it over',
    words: 'The work is yours from now on, with everything written so far. Your colleague is told at once.',
    done: 'The work is yours.',
  },
} as const;

/** How one sees this work, and for supervisors the ways into it. */
export function ModeBand({ window }: { window: Window }) {
  const [way, setWay] = useState<keyof typeof WAYS | null>(null);
  const client = useQueryClient();
  const leave = useDo<Window>((answer) => {
    keepWindow(client, answer);
    notify('ok', 'You left the conversation.');
  });
  const may = (action: string) => window.actions.includes(action);
  const goAway = () => leave.mutate({ path: paths.of(window.item.id, 'leave') }, { onError: notifyOf });
  useCommand('Join the conversation', 'This case', 'i', () => setWay('join'), may('join'));
  useCommand('Leave the conversation', 'This case', 'l', goAway, may('leave'));
  useCommand('Take the work over', 'This case', 'x', () => setWay('take-over'), may('take-over'));
  if (window.mode === 'work') return <Company window={window} />;
  const holder = window.item.agent;
  return (
    <section className="band" aria-label="How you see this">
      <Icon of={window.mode === 'join' ? 'chat' : 'eye'} />
      <span>
        <b>{window.mode === 'join' ? `You are in the conversation of ${holder}` : window.mode === 'look' ? `You look on${holder ? ` as ${holder} sees it` : ''}` : 'Offered to you'}</b>
        <span className="sub">
          {window.mode === 'join'
            ? 'You write to the customer; the steps are your colleague’s.'
            : window.mode === 'look'
              ? may('join')
                ? 'You can write beside them, or go on in their place.'
                : 'Nothing can be done from here.'
              : 'Without the account until you accept it.'}
        </span>
      </span>
      <span className="acts">
        {may('join') && (
          <Button keys="i" onClick={() => setWay('join')}>
            Join
          </Button>
        )}
        {may('leave') && (
          <Button keys="l" busy={leave.isPending} onClick={goAway}>
            Leave
          </Button>
        )}
        {may('take-over') && (
          <Button keys="x" onClick={() => setWay('take-over')}>
            Take over
          </Button>
        )}
      </span>
      {way && <StepIn window={window} way={way} onClose={() => setWay(null)} />}
    </section>
  );
}

/** Who else is in one's conversation. */
function Company({ window }: { window: Window }) {
  if (window.joined.length === 0) return null;
  return (
    <section className="band" role="status" aria-label="Who else is here">
      <Icon of="people" />
      <span>
        <b>{window.joined.map((each) => each.person).join(', ')} joined this conversation</b>
        <span className="sub">{window.joined.map((each) => each.reason).join('; ')}</span>
      </span>
    </section>
  );
}

function StepIn({ window, way, onClose }: { window: Window; way: keyof typeof WAYS; onClose: () => void }) {
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const words = WAYS[way];
  const step = useDo<Window>((answer) => {
    keepWindow(client, answer);
    void client.invalidateQueries({ queryKey: keys.inbox });
    notify('ok', words.done);
    onClose();
  });
  const locked = reason.trim() ? null : 'Say why';
  return (
    <Dialog title={words.title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!locked) step.mutate({ path: paths.of(window.item.id, way), body: { reason: reason.trim() } }, { onError: notifyOf });
        }}
      >
        <p>{words.words}</p>
        <Reason hint="Told to your colleague, and kept in the evidence of the case." reason={reason} onReason={setReason} button={words.button} busy={step.isPending} locked={locked} onClose={onClose} />
      </form>
    </Dialog>
  );
}
