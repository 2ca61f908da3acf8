import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import { useAgents, useItems, useQueues } from '../api/desk';
import type { Line } from '../api/types';
import { useCalm } from '../inbox/calm';
import { Button } from '../kit/Button';
import { Field } from '../kit/Field';
import { Icon } from '../kit/Icon';
import { Menu } from '../kit/Menu';
import { Empty, Failure, Loading } from '../kit/states';
import { age, inFull, useNow } from '../kit/time';
import { about, iconOf, plain, sourceOf } from '../words';
import { Assign, Move, Prioritise } from './moving';

const STATES = ['waiting', 'offered', 'at-work', 'call-back'];

/** The work itself: looked at, moved, given to somebody, put first. Only the rows in sight are there. */
export function WorkTable({ queue, onQueue, mayMove }: { queue: string; onQueue: (queue: string) => void; mayMove: boolean }) {
  const [state, setState] = useState('waiting');
  const queues = useQueues();
  const items = useItems({ ...(queue ? { queue } : {}), state, limit: 1000 });
  const list = useCalm(items.data, `${queue}/${state}`);
  const [doing, setDoing] = useState<{ what: 'move' | 'assign' | 'priority'; line: Line } | null>(null);
  const agents = useAgents();
  const now = useNow(15_000);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: list.shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 44,
    overscan: 8,
    initialRect: { width: 800, height: 400 },
  });
  const close = () => setDoing(null);
  return (
    <section className="pane worklist" aria-labelledby="work-heading">
      <h2 id="work-heading">
        Work <span>longest wait first</span>
      </h2>
      <div className="filters">
        <Field label="Queue">
          {(field) => (
            <select {...field} value={queue} onChange={(event) => onQueue(event.target.value)}>
              <option value="">All queues</option>
              {queues.data?.map((each) => (
                <option key={each.name} value={each.name}>
                  {plain(each.name)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label="State">
          {(field) => (
            <select {...field} value={state} onChange={(event) => setState(event.target.value)}>
              {STATES.map((each) => (
                <option key={each} value={each}>
                  {plain(each)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {list.arrived > 0 && (
          <Button onClick={list.refresh}>
            {list.arrived} new {list.arrived === 1 ? 'arrival' : 'arrivals'}
          </Button>
        )}
      </div>
      {items.error && !items.data && <Failure problem={items.error} onRetry={() => void items.refetch()} />}
      {!items.data && !items.error && <Loading what="The work" />}
      {items.data && list.shown.length === 0 && <Empty icon="check" title={state === 'waiting' ? 'Nobody waits here' : 'Nothing here'} />}
      <div className="scroll" ref={scroller} tabIndex={0} role="region" aria-label="Work, scrollable">
        <ul style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((row) => {
            const entry = list.shown[row.index];
            if (!entry) return null;
            const line = entry.line;
            return (
              <li key={line.id} className={entry.gone ? 'gone' : ''} style={{ transform: `translateY(${row.start}px)` }} aria-setsize={list.shown.length} aria-posinset={row.index + 1}>
                <Icon of={iconOf(line)} name={sourceOf(line)} />
                <span className="t1">
                  <b>{line.title}</b> <span className="mut">{about(line)}</span>
                  <small>
                    {line.caseReference ?? line.id} · {plain(line.queue)}
                    {line.agent && ` · ${line.agent}`}
                    {line.priority !== 0 && ` · priority ${line.priority}`}
                    {line.amount && ` · ${line.amount.text}`}
                  </small>
                </span>
                <span className="num" title={inFull(line.since)}>
                  {entry.gone ? 'gone' : age(line.since, now)}
                </span>
                <Link className="btn q" to="/items/$item" params={{ item: line.id }}>
                  <Icon of="eye" />
                  Look<span className="vh"> at {line.caseReference ?? line.id}</span>
                </Link>
                {mayMove && !entry.gone && (
                  <Menu
                    label={`What to do with ${line.caseReference ?? line.id}`}
                    className="btn"
                    button={
                      <>
                        Change<span className="vh"> {line.caseReference ?? line.id}</span>
                      </>
                    }
                    items={[
                      { name: 'assign', label: 'Give to somebody …', run: () => setDoing({ what: 'assign', line }) },
                      { name: 'move', label: 'Move to a queue …', run: () => setDoing({ what: 'move', line }) },
                      { name: 'priority', label: 'Set its priority …', run: () => setDoing({ what: 'priority', line }) },
                    ]}
                  />
                )}
              </li>
            );
          })}
        </ul>
      </div>
      {doing?.what === 'move' && <Move line={doing.line} queues={queues.data ?? []} onClose={close} />}
      {doing?.what === 'assign' && <Assign line={doing.line} agents={agents.data ?? []} onClose={close} />}
      {doing?.what === 'priority' && <Prioritise line={doing.line} onClose={close} />}
    </section>
  );
}
