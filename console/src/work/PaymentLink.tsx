import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keepWindow, paths, useDo } from '../api/desk';
import type { Sent, Window } from '../api/types';
import { Button } from '../kit/Button';
import { Icon } from '../kit/Icon';
import { notify, notifyOf } from '../kit/telling';
import { channel } from '../words';
import { Channels } from './Channels';

/** The customer pays on a page of their own; no digit of a card comes into this window. */
export function PaymentLink({ window, main = true }: { window: Window; main?: boolean }) {
  const client = useQueryClient();
  const contact = (window.customer?.contact ?? []).filter((each) => each.channel === 'sms' || each.channel === 'email');
  const [by, setBy] = useState(contact[0]?.channel ?? '');
  const send = useDo<Sent>((answer) => {
    keepWindow(client, answer.window);
    if (answer.sent) notify('ok', `The payment link went by ${channel(answer.channel).name.toLowerCase()} to ${answer.ending ?? 'the customer'}.`);
  });
  const refused = send.data && !send.data.sent ? send.data : null;
  return (
    <form
      className="paylink"
      onSubmit={(event) => {
        event.preventDefault();
        if (by) send.mutate({ path: paths.of(window.item.id, 'payment-link'), body: { channel: by } }, { onError: notifyOf });
      }}
    >
      <Channels label="Send the link by" contact={contact} by={by} onChoose={setBy} />
      <Button kind={main ? 'primary' : 'plain'} type="submit" icon="link" busy={send.isPending} locked={by ? null : 'No address to send to'}>
        Send the payment link
      </Button>
      {refused && (
        <p className="refusal" role="alert">
          <Icon of="stop" />
          <span>
            Not sent: {refused.rule ? <>the rule <b>{refused.rule}</b> forbids it now.</> : 'it may not go out now.'}
          </span>
        </p>
      )}
      {send.data?.sent && (
        <p className="done-note">
          <Icon of="check" />
          Sent to {send.data.ending}. The page moves by itself when they pay.
        </p>
      )}
    </form>
  );
}
