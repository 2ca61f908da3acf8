import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { keys, paths } from '../api/desk';
import { ask, Problem } from '../api/http';
import type { Draft, Window } from '../api/types';
import { tellSaved } from '../shell/saved';
import { clockSeconds, serverNow } from '../kit/time';

export interface Conflict {
  text: string;
  revision: number;
}

const WAIT = 700;

/**
 * A text that the server keeps, saved shortly after each pause in writing, one save at a time. Where somebody saved a newer
 * one meanwhile, both are shown and nothing is overwritten until one is chosen.
 */
export function useDraft(item: string, name: string, kept: Draft | undefined) {
  const client = useQueryClient();
  const [text, setText] = useState(kept?.text ?? '');
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const state = useRef({ revision: kept?.revision ?? 0, saved: kept?.text ?? '', text: kept?.text ?? '', saving: false, stuck: false });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const save = useCallback(async () => {
    const now = state.current;
    if (now.saving || now.stuck || now.text === now.saved) return;
    now.saving = true;
    const sent = now.text;
    try {
      const draft = await ask<Draft>(paths.of(item, `drafts/${name}`), { method: 'PUT', body: { text: sent, revision: now.revision } });
      now.revision = draft.revision;
      now.saved = sent;
      tellSaved(`Draft saved ${clockSeconds(serverNow())}`);
      client.setQueryData<Window>(keys.window(item), (window) => window && { ...window, drafts: { ...window.drafts, [name]: draft } });
    } catch (fault) {
      if (fault instanceof Problem && fault.code === 'draft.newer') {
        now.stuck = true;
        setConflict({ text: String(fault.more.text ?? ''), revision: Number(fault.more.revision ?? 0) });
      } else {
        tellSaved('Draft not saved, trying again');
        timer.current = setTimeout(() => void save(), 5_000);
      }
    } finally {
      now.saving = false;
    }
    if (state.current.text !== state.current.saved && !state.current.stuck) {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(), WAIT);
    }
  }, [client, item, name]);

  // what is not saved yet when one leaves is saved then
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      void save();
    },
    [save],
  );

  function write(words: string) {
    setText(words);
    state.current.text = words;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void save(), WAIT);
  }

  function settle(useMine: boolean) {
    if (!conflict) return;
    const now = state.current;
    now.revision = conflict.revision;
    now.stuck = false;
    now.saved = conflict.text;
    setConflict(null);
    if (useMine) void save();
    else {
      now.text = conflict.text;
      setText(conflict.text);
    }
  }

  /** After it was sent: the draft is empty, here and on the server. */
  function clear() {
    write('');
    clearTimeout(timer.current);
    void save();
  }

  return { text, write, conflict, settle, clear };
}
