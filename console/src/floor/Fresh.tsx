import { clockIn, clockTime, serverNow, useNow } from '../kit/time';

const OLD = 30_000;

/** Whether what is shown is of now; what is older than 30 s says so and turns grey. */
export function useFresh(at: string | undefined) {
  const now = useNow(1000);
  const old = at ? Math.max(0, now - Date.parse(at)) : 0;
  return { old, isOld: old > OLD };
}

/** Time goes by one's own clock; a screen that belongs to a house and to nobody says whose time it tells. */
export function Fresh({ at, zone }: { at: string; zone?: string }) {
  const { old, isOld } = useFresh(at);
  return (
    <span className="livenow">
      <i className={isOld ? 'bad' : ''} aria-hidden="true" />
      {isOld ? `Old: of ${Math.round(old / 1000)} s ago` : `Live, ${Math.round(old / 1000)} s ago`}
      <time>{zone ? clockIn(serverNow(), zone) : clockTime(serverNow())}</time>
    </span>
  );
}
