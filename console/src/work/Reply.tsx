import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keepWindow, paths, useDo } from '../api/desk';
import type { Sent, Window } from '../api/types';
import { Button } from '../kit/Button';
import { Field } from '../kit/Field';
import { Icon } from '../kit/Icon';
import { Time } from '../kit/states';
import { notify, notifyOf } from '../kit/telling';
import { channel } from '../words';
import { Channels } from './Channels';
import { useDraft } from './drafts';

/** A text or an email from this window, within policy; what is written is kept on the server while it is written. */
export function Reply({ window }: { window: Window }) {
  const client = useQueryClient();
  const contact = window.customer?.contact ?? [];
  const [by, setBy] = useState(contact[0]?.channel ?? '');
  const [subject, setSubject] = useState('');
  const draft = useDraft(window.item.id, 'reply', window.drafts.reply);
  const send = useDo<Sent>((answer) => {
    keepWindow(client, answer.window);
    if (!answer.sent) return;
    draft.clear();
    setSubject('');
    notify('ok', `Sent by ${channel(answer.channel).name.toLowerCase()} to ${answer.ending ?? 'the customer'}.`);
  });
  const refused = send.data && !send.data.sent ? send.data : null;
  const locked = contact.length === 0 ? 'No address to write to' : draft.conflict ? 'Choose a draft first' : draft.text.trim() ? null : 'Nothing written yet';
  return (
    <>
    <Conversation window={window} />
    <form
      className="reply"
      onSubmit={(event) => {
        event.preventDefault();
        if (locked) return;
        const body = { channel: by, subject: by === 'email' && subject.trim() ? subject.trim() : null, text: draft.text };
        send.mutate({ path: paths.of(window.item.id, 'reply'), body }, { onError: notifyOf });
      }}
    >
      <Channels label="By" contact={contact} by={by} onChoose={setBy} />
      {by === 'email' && (
        <Field label="Subject" optional>
          {(field) => <input {...field} value={subject} maxLength={120} onChange={(event) => setSubject(event.target.value)} />}
        </Field>
      )}
      {draft.conflict && (
        <div className="conflict" role="alert">
          <strong>
            <Icon of="warn" />A newer draft was saved elsewhere
          </strong>
          <blockquote>{draft.conflict.text || 'It is empty.'}</blockquote>
          <div className="acts">
            <Button onClick={() => draft.settle(false)}>Take that one</Button>
            <Button onClick={() => draft.settle(true)}>Keep mine</Button>
          </div>
        </div>
      )}
      <Field
        label="Words"
        hint={window.customer?.proven ? 'Whether it may go out now is checked when you send it.' : 'The person is not proven: write nothing about the account.'}
      >
        {(field) => (
          <textarea {...field} data-reply="" rows={9} maxLength={by === 'sms' ? 480 : 8000} value={draft.text} onChange={(event) => draft.write(event.target.value)} />
        )}
      </Field>
      {by === 'sms' && <p className="mut num">{draft.text.length} of 480 characters</p>}
      {refused && (
        <p className="refusal" role="alert">
          <Icon of="stop" />
          <span>
            Not sent: {refused.detail ?? 'it may not go out now.'}
            {refused.rule && (
              <>
                {' '}
                Rule <b>{refused.rule}</b>.
              </>
            )}
          </span>
        </p>
      )}
      <div className="acts end">
        <Button kind="primary" type="submit" busy={send.isPending} locked={locked}>
          Send the {by === 'email' ? 'email' : 'text'}
        </Button>
      </div>
    </form>
    </>
  );
}

const WRITTEN = new Set(['message-written', 'customer-wrote', 'message-not-sent', 'message-undeliverable', 'message-unknown']);
const LATEST = 12;

/** What both sides wrote, the latest at the end; words are shown once it is proven who is there. */
function Conversation({ window }: { window: Window }) {
  const written = window.timeline.filter((entry) => WRITTEN.has(entry.type)).slice(-LATEST);
  if (written.length === 0) return null;
  return (
    <section aria-label="Conversation">
      <ol className="talk">
        {written.map((entry) => (
          <li key={entry.id} className={entry.type === 'customer-wrote' ? 'theirs' : entry.type === 'message-written' ? 'ours' : 'fault'}>
            <small>
              {entry.type === 'customer-wrote' ? 'Customer' : (entry.person ?? 'Policy')} <Time at={entry.at} />
            </small>
            {entry.words && <p>{entry.words}</p>}
            {(!entry.words || entry.type === 'customer-wrote') && <small>{entry.text}</small>}
          </li>
        ))}
      </ol>
    </section>
  );
}
