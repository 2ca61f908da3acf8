import { useSyncExternalStore } from 'react';

let text = '';
const listeners = new Set<() => void>();

/** Tells in the foot of the page how it stands with what is being written. */
export function tellSaved(words: string) {
  text = words;
  for (const listener of listeners) listener();
}

export function useSaved(): string {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => text,
  );
}
