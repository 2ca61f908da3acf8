import { useNavigate } from '@tanstack/react-router';
import { useId, useState, type KeyboardEvent } from 'react';
import { useInbox } from '../api/desk';
import { Dialog } from '../kit/Dialog';
import { Icon } from '../kit/Icon';
import { useCommands, written } from '../kit/keys';
import { about } from '../words';

interface Entry {
  name: string;
  group: string;
  keys?: string | undefined;
  run: () => void;
}

/** Everything one can do here and the work at hand, found by typing. */
export function CommandMenu({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const navigate = useNavigate();
  const inbox = useInbox();
  const commands = useCommands();
  const lines = [...(inbox.data?.work ?? []), ...(inbox.data?.callBacks ?? [])];
  const asked = typed.trim().toLowerCase();
  const entries: Entry[] = [
    ...lines.map((line) => ({
      name: `${line.caseReference ?? line.id}: ${line.title}, ${about(line).toLowerCase()}`,
      group: 'Your work',
      run: () => void navigate({ to: '/items/$item', params: { item: line.id } }),
    })),
    ...commands,
  ].filter((entry) => asked.split(/\s+/).every((word) => `${entry.name} ${entry.group}`.toLowerCase().includes(word)));
  if (/^w-/i.test(asked)) {
    const item = typed.trim().toUpperCase();
    entries.push({ name: `Open ${item}`, group: 'Go to', run: () => void navigate({ to: '/items/$item', params: { item } }) });
  }
  const chosen = Math.min(at, entries.length - 1);

  function press(event: KeyboardEvent) {
    if (event.key === 'ArrowDown') setAt((chosen + 1) % Math.max(1, entries.length));
    else if (event.key === 'ArrowUp') setAt((chosen - 1 + entries.length) % Math.max(1, entries.length));
    else if (event.key === 'Enter') pick(entries[chosen]);
    else return;
    event.preventDefault();
  }

  function pick(entry: Entry | undefined) {
    if (!entry) return;
    onClose();
    setTimeout(entry.run);
  }

  return (
    <Dialog title="Find work or a command" onClose={onClose}>
      <div className="finder">
        <Icon of="search" />
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={entries[chosen] ? `${id}-${chosen}` : undefined}
          aria-label="Work or command"
          placeholder="A case, an item (W-…) or what you want to do"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={press}
        />
      </div>
      <ul className="found" role="listbox" id={id} aria-label="What was found">
        {entries.map((entry, index) => (
          <li key={`${entry.group}${entry.name}`} id={`${id}-${index}`} role="option" aria-selected={index === chosen} onClick={() => pick(entry)}>
            <span>{entry.name}</span>
            <span className="mut">{entry.group}</span>
            {entry.keys && <kbd>{written(entry.keys)}</kbd>}
          </li>
        ))}
      </ul>
      {entries.length === 0 && <p className="none">Nothing of that name. Items are found by their number, such as W-7K2M-9QX4-1.</p>}
    </Dialog>
  );
}
