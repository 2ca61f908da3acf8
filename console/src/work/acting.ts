import { useQueryClient } from '@tanstack/react-query';
import { keepWindow, keys, paths, useDo } from '../api/desk';
import { Problem } from '../api/http';
import type { Act, Happened, Window } from '../api/types';
import { notifyOf, say } from '../kit/telling';
import { plain } from '../words';

/** Does an act of the guide for an item and shows what came of it. */
export function useAct(window: Window) {
  const client = useQueryClient();
  const id = window.item.id;
  const guided = window.guide?.step;
  const at = guided && 'step' in guided ? guided.step : window.caseFile?.step;
  const doing = useDo<Happened>((answer) => {
    keepWindow(client, answer.window);
    void client.invalidateQueries({ queryKey: keys.inbox });
    const told = toldOf(answer.happened);
    if (told) say(`${told}.`);
  });
  return {
    busy: doing.isPending,
    problem: doing.error,
    act: (act: Omit<Act, 'step'>, then?: () => void) =>
      doing.mutate(
        { path: paths.of(id, 'acts'), body: { ...(at ? { step: at } : {}), ...act } },
        {
          onSuccess: () => then?.(),
          onError: (problem) => {
            if (!fieldsOf(problem)) notifyOf(problem);
            // the case has moved on: what stands there now is what counts
            if (problem.status === 409 || problem.status === 403) void client.invalidateQueries({ queryKey: keys.window(id) });
          },
        },
      ),
  };
}

/** What happened, for people: that a step ended and the next was entered can be seen. */
export const toldOf = (happened: string[]) =>
  happened
    .filter((each) => !each.startsWith('step-'))
    .map(plain)
    .join(', ');

/** What the API says is wrong with single fields, by their names. */
export function fieldsOf(problem: unknown): Record<string, string> | null {
  if (!(problem instanceof Problem)) return null;
  const fields = problem.more.fields;
  if (!fields || typeof fields !== 'object') return null;
  return Array.isArray(fields)
    ? Object.fromEntries(
        fields.flatMap((field: unknown) => {
          const { name, reason, detail, message } = (field ?? {}) as Record<string, unknown>;
          return typeof name === 'string' ? [[name, String(reason ?? detail ?? message ?? 'This cannot be taken.')]] : [];
        }),
      )
    : Object.fromEntries(Object.entries(fields).map(([name, words]) => [name, String(words)]));
}
