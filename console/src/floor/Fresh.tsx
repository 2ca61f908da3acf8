import { clockTime, serverNow, useNow } from '../kit/time';

const OLD = 30_000;

/** Whether what is shown is of now; what is older than 30 s says so and turns grey. */
export function useFresh(at: string | undefined) {
  const now = useNow(1000);
  const old = at ? Math.max(0, now - Date.parse(at)) : 0;
  return { old, isOld: old > OLD };
}

export function Fresh({ at }: { at: string }) {
  const { old, isOld } = useFresh(at);
  return (
    <span className="livenow">
      <i className={isOld ? 'bad' : ''} aria-hidden="true" />
      {isOld ? `Old: of ${Math.round(old / 1000)} s ago` : `Live, ${Math.round(old / 1000)} s ago`}
      <time>{clockTime(serverNow())}</time>
    </span>
  );
}
