import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useCommand } from '../kit/keys';
import { useNow } from '../kit/time';
import { Row, type Entry } from './Row';

/** A long list of work: only what is in sight is there, however long it is. */
export function LongRows({ entries, current, label }: { entries: Entry[]; current: string | undefined; label: string }) {
  const scroller = useRef<HTMLDivElement>(null);
  const now = useNow(15_000);
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => ('heading' in (entries[at] ?? {}) ? 30 : 74),
    getItemKey: (at) => {
      const entry = entries[at];
      return entry && 'line' in entry ? entry.line.id : `h${at}`;
    },
    overscan: 6,
    initialRect: { width: 300, height: 800 },
  });
  const lines = entries.filter((entry) => 'line' in entry).length;

  function go(by: 1 | -1) {
    const focused = Number(document.activeElement?.closest<HTMLElement>('[data-index]')?.dataset.index ?? NaN);
    let at = Number.isNaN(focused) ? entries.findIndex((entry) => 'line' in entry && entry.line.id === current) : focused;
    do at += by;
    while (entries[at] && 'heading' in (entries[at] as Entry));
    if (!entries[at]) return;
    rows.scrollToIndex(at, { align: 'auto' });
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${at}"] a`)?.focus());
  }
  useCommand('Next in the list', 'Inbox', 'j', () => go(1));
  useCommand('Previous in the list', 'Inbox', 'k', () => go(-1));

  const count = entries.length;
  useEffect(() => rows.measure(), [count, rows]);

  return (
    <div className="rows" ref={scroller} tabIndex={-1}>
      <ul aria-label={label} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((row) => {
          const entry = entries[row.index];
          if (!entry) return null;
          const place = { transform: `translateY(${row.start}px)` };
          if ('heading' in entry) {
            return (
              <li key={row.key} className="grp" style={place} data-index={row.index} ref={rows.measureElement}>
                <h3>{entry.heading}</h3>
              </li>
            );
          }
          return (
            <li key={row.key} style={place} data-index={row.index} ref={rows.measureElement} aria-setsize={lines}>
              <Row line={entry.line} gone={entry.gone} now={now} isCurrent={entry.line.id === current} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
