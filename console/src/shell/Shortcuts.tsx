import { useState } from 'react';
import { Dialog } from '../kit/Dialog';
import { lettersAreOn, turnLetters, useCommands, written } from '../kit/keys';

const ALWAYS = [
  { group: 'Everywhere', name: 'Next and previous field or button', keys: 'Tab' },
  { group: 'Everywhere', name: 'Close what is on top', keys: 'Esc' },
  { group: 'Everywhere', name: 'Through tabs and menus', keys: '← → ↑ ↓' },
];

/** All keys that act on this page, made from the commands that are there. */
export function Shortcuts({ onClose }: { onClose: () => void }) {
  const [letters, setLetters] = useState(lettersAreOn);
  const listed = [...useCommands().flatMap((command) => (command.keys ? [{ ...command, keys: written(command.keys) }] : [])), ...ALWAYS];
  const groups = [...new Set(listed.map((command) => command.group))];
  return (
    <Dialog title="Keys on this page" onClose={onClose} wide>
      <div className="keys">
        {groups.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {listed
                .filter((command) => command.group === group)
                .map((command) => (
                  <div key={command.name}>
                    <dt>{command.name}</dt>
                    <dd>
                      <kbd>{command.keys}</kbd>
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
      <label className="tickbox">
        <input
          type="checkbox"
          checked={letters}
          onChange={(event) => {
            turnLetters(event.target.checked);
            setLetters(event.target.checked);
          }}
        />
        <span>
          Single letters act when the focus is outside of a field. Turn them off if you dictate or if they get in your way; everything is in
          the menu as well.
        </span>
      </label>
    </Dialog>
  );
}
