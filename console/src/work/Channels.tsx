import type { Customer } from '../api/types';
import { Field } from '../kit/Field';
import { channel } from '../words';

interface ChannelsProps {
  label: string;
  contact: Customer['contact'];
  by: string;
  onChoose: (by: string) => void;
}

/** By which of the customer's addresses; of each, only the end is known here. */
export function Channels({ label, contact, by, onChoose }: ChannelsProps) {
  return (
    <Field label={label}>
      {(field) => (
        <select {...field} value={by} onChange={(event) => onChoose(event.target.value)}>
          {contact.map((each) => (
            <option key={each.channel} value={each.channel}>
              {channel(each.channel).name} to {each.ending}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
