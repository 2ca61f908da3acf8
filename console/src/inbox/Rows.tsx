import { lazy, Suspense, useRef } from 'react';
import { useCommand } from '../kit/keys';
import { Loading } from '../kit/states';
import { useNow } from '../kit/time';
import { Row, type Entry } from './Row';

const LONG = 60;
const LongRows = lazy(() => import('./LongRows').then((module) => ({ default: module.LongRows })));

interface RowsProps {
  entries: Entry[];
  current: string | undefined;
  label: string;
}

/** A list of work: J and K go through it, Enter opens. Long ones have only those rows that are in sight. */
export function Rows(props: RowsProps) {
  if (props.entries.length <= LONG) return <ShortRows {...props} />;
  return (
    <Suspense fallback={<Loading what={props.label} />}>
      <LongRows {...props} />
    </Suspense>
  );
}

function ShortRows({ entries, current, label }: RowsProps) {
  const list = useRef<HTMLUListElement>(null);
  const now = useNow(15_000);
  function go(by: 1 | -1) {
    const links = [...(list.current?.querySelectorAll<HTMLElement>('a') ?? [])];
    const focused = links.indexOf(document.activeElement as HTMLElement);
    const at = focused >= 0 ? focused : links.findIndex((link) => link.getAttribute('aria-current') === 'true');
    links[at + by]?.focus();
  }
  useCommand('Next in the list', 'Inbox', 'j', () => go(1));
  useCommand('Previous in the list', 'Inbox', 'k', () => go(-1));
  return (
    <div className="rows short">
      <ul aria-label={label} ref={list}>
        {entries.map((entry) =>
          'heading' in entry ? (
            <li key={`h ${entry.heading}`} className="grp">
              <h3>{entry.heading}</h3>
            </li>
          ) : (
            <li key={entry.line.id}>
              <Row line={entry.line} gone={entry.gone} now={now} isCurrent={entry.line.id === current} />
            </li>
          ),
        )}
      </ul>
    </div>
  );
}
