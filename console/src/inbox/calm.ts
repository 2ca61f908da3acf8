import { useState } from 'react';
import type { Line } from '../api/types';

export interface CalmList {
  /** In the order in which they stood; those that are gone stay, told as such, until one asks for the new list. */
  shown: { line: Line; gone: boolean }[];
  /** Lines that came since and wait behind the bar. */
  arrived: number;
}

/** A list that never jumps: `kept` is what was shown last, `fresh` what the server says now. */
export function calm(kept: readonly Line[], fresh: readonly Line[]): CalmList {
  const now = new Map(fresh.map((line) => [line.id, line]));
  const before = new Set(kept.map((line) => line.id));
  return {
    shown: kept.map((line) => ({ line: now.get(line.id) ?? line, gone: !now.has(line.id) })),
    arrived: fresh.filter((line) => !before.has(line.id)).length,
  };
}

/** Keeps what is shown until `refresh`; an empty list takes what comes at once. */
export function useCalm(fresh: readonly Line[] | undefined, name: string) {
  const [kept, setKept] = useState<{ name: string; lines: readonly Line[] }>({ name, lines: [] });
  let lines = kept.lines;
  if (fresh && (kept.name !== name || (lines.length === 0 && fresh.length > 0))) {
    lines = fresh;
    setKept({ name, lines });
  }
  return { ...calm(kept.name === name ? lines : [], fresh ?? []), refresh: () => fresh && setKept({ name, lines: fresh }) };
}
