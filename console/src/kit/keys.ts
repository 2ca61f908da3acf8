import { useEffect, useRef, useSyncExternalStore } from 'react';

/** Something one can do, by its name in the menu (Ctrl K) or by its key. The list of keys (?) is made from these. */
export interface Command {
  name: string;
  group: string;
  /** `j`, `?`, `Control+k`, `Control+Enter`; single letters act only outside of fields and can be turned off. */
  keys?: string;
  run: () => void;
}

const commands = new Map<symbol, Command>();
const listeners = new Set<() => void>();
let snapshot: Command[] = [];

function changed() {
  snapshot = [...commands.values()];
  for (const listener of listeners) listener();
}

/** Offers a command while the component is there. The newest with a key gets it. */
export function useCommand(name: string, group: string, keys: string | undefined, run: () => void, enabled = true) {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!enabled) return;
    const id = Symbol(name);
    commands.set(id, { name, group, ...(keys ? { keys } : {}), run: () => latest.current() });
    changed();
    return () => {
      commands.delete(id);
      changed();
    };
  }, [name, group, keys, enabled]);
}

export function useCommands(): Command[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => snapshot,
  );
}

const LETTERS = 'desk.letters';

export const lettersAreOn = () => localStorage.getItem(LETTERS) !== 'off';
export const turnLetters = (on: boolean) => localStorage.setItem(LETTERS, on ? 'on' : 'off');

export function combination(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return `${event.ctrlKey || event.metaKey ? 'Control+' : ''}${event.altKey ? 'Alt+' : ''}${key}`;
}

const FIELDS = 'input:not([type=radio]):not([type=checkbox]),textarea,select,[contenteditable=true]';

/** Whether a key press is meant for what has the focus, not for the page. */
export function isForField(event: KeyboardEvent): boolean {
  const target = event.target;
  if (event.ctrlKey || event.metaKey) return false;
  return target instanceof Element && (target.closest(FIELDS) !== null || target.closest('[role=menu],[role=tablist]') !== null);
}

/** Listens for the keys of all commands, once for the page. */
export function useKeyboard() {
  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (event.defaultPrevented || event.repeat || isForField(event)) return;
      if (document.querySelector('dialog[open]')) return;
      const pressed = combination(event);
      const command = snapshot.findLast((each) => each.keys === pressed);
      if (!command || (pressed.length === 1 && pressed !== '?' && !lettersAreOn())) return;
      event.preventDefault();
      command.run();
    }
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}

/** A key as people read it. */
export const written = (keys: string) =>
  keys.replace('Control+', 'Ctrl ').replace('Alt+', 'Alt ').replace('Enter', '↵').replace(/\b[a-z]$/, (letter) => letter.toUpperCase());
