import { useRef } from 'react';
import type { Wallboard } from '../api/types';
import { Spark } from '../kit/charts';
import { Icon } from '../kit/Icon';
import { span } from '../kit/time';

export interface Figure {
  name: string;
  value: string;
  unit?: string;
  tone: 'ok' | 'warn' | 'bad' | 'line';
  state: string;
  rest: string;
  values: number[];
  target: number | null;
}

export interface Sample {
  at: number;
  waiting: number;
  oldest: number;
  within: number | null;
  occupancy: number | null;
  exceptions: number;
}

const KEPT = 20 * 60_000;
const STEP = 10_000;

/** Adds what the wallboard says now to what was seen: one sample for each ten seconds, the last twenty minutes. */
export function addSample(samples: readonly Sample[], board: Wallboard): Sample[] {
  const at = Date.parse(board.at);
  const sample: Sample = {
    at,
    waiting: board.totals.waiting,
    oldest: board.totals.oldestSeconds ?? 0,
    within: board.totals.withinTarget,
    occupancy: board.agents.occupancy,
    exceptions: board.totals.exceptions,
  };
  const last = samples.at(-1);
  const before = last && Math.floor(last.at / STEP) === Math.floor(at / STEP) ? samples.slice(0, -1) : samples;
  return [...before.filter((each) => each.at > at - KEPT && each.at < at), sample];
}

/** What the platform knows of the last twenty minutes, before the page saw any of it. */
export function before(board: Wallboard): Sample[] {
  return board.trend.map((point) => ({
    at: Date.parse(point.at),
    waiting: point.waiting,
    oldest: point.oldestSeconds ?? 0,
    within: point.withinTarget,
    occupancy: null,
    exceptions: point.exceptions,
  }));
}

export function useSamples(board: Wallboard | undefined): Sample[] {
  const samples = useRef<Sample[]>([]);
  if (board && samples.current.at(-1)?.at !== Date.parse(board.at)) samples.current = addSample(samples.current.length > 0 ? samples.current : before(board), board);
  return samples.current;
}

/** What the queues promise, taken together: weighed by how much each took up. */
function promised(board: Wallboard) {
  const with_ = board.queues.filter((queue) => queue.target !== null);
  const weights = with_.reduce((sum, queue) => sum + queue.takenLastHour, 0);
  if (with_.length === 0) return null;
  const percent = weights
    ? with_.reduce((sum, queue) => sum + (queue.target?.percent ?? 0) * queue.takenLastHour, 0) / weights
    : with_.reduce((sum, queue) => sum + (queue.target?.percent ?? 0), 0) / with_.length;
  return { percent, within: Math.max(...with_.map((queue) => queue.target?.withinSeconds ?? 0)) };
}

/** Shares as percent, without the times at which there was none. */
const known = (shares: (number | null)[]) => shares.filter((share) => share !== null).map((share) => share * 100);

/** Five numbers to act on, each with what it should be. */
export function figures(board: Wallboard, samples: readonly Sample[]): Figure[] {
  const { totals, agents } = board;
  const over = board.queues.reduce((sum, queue) => sum + queue.overTarget, 0);
  const target = promised(board);
  const oldest = totals.oldestSeconds ?? 0;
  const late = target && oldest > target.within;
  const within = totals.withinTarget;
  const missing = within !== null && target ? Math.round(target.percent - within * 100) : 0;
  const occupancy = agents.occupancy;
  return [
    {
      name: 'Waiting',
      value: String(totals.waiting),
      tone: over > 0 ? 'warn' : 'ok',
      state: over > 0 ? `${over} over` : 'All in time',
      rest: over > 0 ? 'the time promised' : `${agents.free} free`,
      values: samples.map((sample) => sample.waiting),
      target: null,
    },
    {
      name: 'Longest wait',
      value: totals.oldestSeconds === null || totals.waiting === 0 ? 'none' : span(oldest),
      tone: late ? (oldest > 2 * target.within ? 'bad' : 'warn') : 'ok',
      state: late ? `${span(oldest - target.within)} over` : 'In time',
      rest: target ? `target ${span(target.within)}` : 'no target',
      values: samples.map((sample) => sample.oldest),
      target: target?.within ?? null,
    },
    {
      name: 'Taken up in time',
      value: within === null ? 'none' : String(Math.round(within * 100)),
      ...(within === null ? {} : { unit: '%' }),
      tone: within === null ? 'line' : missing > 10 ? 'bad' : missing > 0 ? 'warn' : 'ok',
      state: within === null ? 'Nothing taken' : missing > 0 ? `${missing} under` : 'On target',
      rest: within === null ? 'in the last hour' : target ? `target ${Math.round(target.percent)}%` : 'no target',
      values: known(samples.map((sample) => sample.within)),
      target: target?.percent ?? null,
    },
    {
      name: 'Occupancy',
      value: occupancy === null ? 'none' : String(Math.round(occupancy * 100)),
      ...(occupancy === null ? {} : { unit: '%' }),
      tone: occupancy !== null && occupancy > 0.9 ? 'warn' : 'ok',
      state: occupancy !== null && occupancy > 0.9 ? 'No slack' : 'Has slack',
      rest: `${agents.signedIn} signed in`,
      values: known(samples.map((sample) => sample.occupancy)),
      target: 90,
    },
    {
      name: 'Exceptions open',
      value: String(totals.exceptions),
      tone: totals.exceptions > 0 ? 'warn' : 'ok',
      state: totals.exceptions > 0 ? 'Need a person' : 'None',
      rest: `${totals.approvals} approvals`,
      values: samples.map((sample) => sample.exceptions),
      target: null,
    },
  ];
}

export function Figures({ figures: shown }: { figures: Figure[] }) {
  return (
    <ul className="k" aria-label="Five numbers to act on">
      {shown.map((figure) => (
        <li key={figure.name} className={figure.tone}>
          <h2>{figure.name}</h2>
          <div className="v">
            {figure.value}
            {figure.unit && <small>{figure.unit}</small>}
          </div>
          <p>
            <Icon of={figure.tone === 'ok' ? 'check' : figure.tone === 'line' ? 'clock' : 'warn'} />
            <b>{figure.state}</b> {figure.rest}
          </p>
          <Spark values={figure.values} target={figure.target} tone={figure.tone === 'line' ? 'ink-3' : figure.tone} />
        </li>
      ))}
    </ul>
  );
}
