import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keepWindow, keys, paths, useDo } from '../api/desk';
import type { Proved, Window } from '../api/types';
import { Button } from '../kit/Button';
import { Field } from '../kit/Field';
import { Icon } from '../kit/Icon';
import { useCommand } from '../kit/keys';
import { notifyOf, say } from '../kit/telling';
import { identityField } from '../words';

/** What the customer says is compared by the server and forgotten; which part was wrong is told to nobody. */
export function Identity({ window, attemptsLeft }: { window: Window; attemptsLeft?: number | null }) {
  const client = useQueryClient();
  const customer = window.customer;
  const [said, setSaid] = useState<Record<string, string>>({});
  const prove = useDo<Proved>((answer) => {
    keepWindow(client, answer.window);
    setSaid({});
    if (answer.proved) {
      say('Proven. The account is shown now.');
      document.getElementById('step-heading')?.focus();
      void client.invalidateQueries({ queryKey: keys.window(window.item.id) });
    }
  });
  useCommand('Prove who it is', 'This case', 'v', () => document.querySelector<HTMLElement>('#identity input')?.focus());
  if (!customer) return null;
  const asks = customer.asks;
  const missing = asks.filter((name) => !said[name]?.trim());
  const locked = asks.length === 0 ? 'Nothing is on file to compare with' : missing.length === asks.length ? 'Ask and type what is said' : missing.length > 0 ? 'Type every answer' : null;
  const wrong = prove.data && !prove.data.proved;
  return (
    <form
      className="identity"
      id="identity"
      onSubmit={(event) => {
        event.preventDefault();
        if (!locked) prove.mutate({ path: paths.of(window.item.id, 'identity'), body: said }, { onError: notifyOf });
      }}
    >
      <p className="say">
        <span>Say</span>Before we talk about anything, I have to make sure that I speak with the right person.
      </p>
      {wrong && (
        <p className="refusal" role="alert">
          <Icon of="stop" />
          <span>That does not agree with what we know. Say only that it did not match, not which part. Ask once more, or end politely.</span>
        </p>
      )}
      <div className="fields">
        {asks.map((name) => {
          const known = identityField(name);
          return (
            <Field key={name} label={known.label}>
              {(field) => (
                <input
                  {...field}
                  type={known.type}
                  autoComplete={known.autoComplete}
                  value={said[name] ?? ''}
                  onChange={(event) => setSaid({ ...said, [name]: event.target.value })}
                />
              )}
            </Field>
          );
        })}
      </div>
      <div className="bar">
        <span className="mut">
          {customer.failures > 0 && `${customer.failures} ${customer.failures === 1 ? 'try' : 'tries'} failed before. `}
          {attemptsLeft != null && `${attemptsLeft} left.`}
        </span>
        <Button kind="primary" type="submit" busy={prove.isPending} locked={locked} keys="Control+Enter">
          Compare
        </Button>
      </div>
    </form>
  );
}
