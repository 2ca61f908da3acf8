import { describe, expect, it } from 'vitest';
import { addSample, figures } from '../src/floor/numbers';
import { help } from '../src/floor/QueueTable';
import { calm } from '../src/inbox/calm';
import { combination, isForField, written } from '../src/kit/keys';
import { age, fromIso, inWords, span } from '../src/kit/time';
import type { Wallboard } from '../src/api/types';
import { StandIn } from './stand-in';

describe('a list that never jumps', () => {
  const floor = new StandIn(() => 0, 4);
  const [a, b, c] = [floor.line('A', 1), floor.line('B', 2), floor.line('C', 3)];

  it('keeps its order, counts arrivals behind the bar and tells what is gone', () => {
    const list = calm([a, b], [c, { ...b, priority: 5 }]);
    expect(list.arrived).toBe(1);
    expect(list.shown.map(({ line, gone }) => [line.id, line.priority, gone])).toEqual([['A', a.priority, true], ['B', 5, false]]);
  });
});

describe('time for people', () => {
  it.each([[0, '0:00'], [48.4, '0:48'], [220, '3:40'], [7800, '2 h 10'], [200_000, '2 d']])('%d s is %s', (secs, words) => expect(span(secs)).toBe(words));
  it.each([['PT4M10S', 250], ['PT20S', 20], ['P1DT2H', 93_600], ['PT0.5S', 0.5], ['nonsense', 0]])('%s is %d s', (iso, secs) => expect(fromIso(iso)).toBe(secs));
  it.each([[20, '20 seconds'], [780, '13 min'], [4740, '1 h 19 min'], [7200, '2 h'], [14_399, '4 h'], [3590, '1 h']])('%d s is said as %s', (secs, words) => expect(inWords(secs)).toBe(words));
  it.each([[10, 'now'], [240, '4m'], [3700, '1h'], [260_000, '3d']])('%d s ago is %s', (secs, words) => expect(age(new Date(1e12 - secs * 1000).toISOString(), 1e12)).toBe(words));
});

describe('keys', () => {
  const press = (target: string, init: KeyboardEventInit) => {
    document.body.innerHTML = '<input id="field"><input id="tick" type="checkbox"><button id="button"></button>';
    const event = new KeyboardEvent('keydown', { bubbles: true, ...init });
    let seen: KeyboardEvent = event;
    document.body.addEventListener('keydown', (heard) => (seen = heard), { once: true });
    document.getElementById(target)?.dispatchEvent(event);
    return seen;
  };
  it('leaves letters to fields and takes combinations everywhere', () => {
    expect(isForField(press('field', { key: 'j' }))).toBe(true);
    expect(isForField(press('field', { key: 'Enter', ctrlKey: true }))).toBe(false);
    expect(isForField(press('tick', { key: 'j' }))).toBe(false);
    expect(isForField(press('button', { key: 'j' }))).toBe(false);
  });
  it('names what was pressed, and shows it to people', () => {
    expect(combination(new KeyboardEvent('keydown', { key: 'K', ctrlKey: true }))).toBe('Control+k');
    expect(combination(new KeyboardEvent('keydown', { key: 'k', metaKey: true }))).toBe('Control+k');
    expect(combination(new KeyboardEvent('keydown', { key: '?' }))).toBe('?');
    expect([written('Control+k'), written('Control+Enter'), written('j'), written('?')]).toEqual(['Ctrl K', 'Ctrl ↵', 'J', '?']);
  });
});

describe('the wallboard', () => {
  const board = (at: number, waiting: number): Wallboard => {
    const now = new StandIn(() => at, 1).handle('GET', '/api/desk/wallboard', undefined, null).body as Wallboard;
    return { ...now, totals: { ...now.totals, waiting } };
  };
  it('keeps one sample for each ten seconds and twenty minutes of them', () => {
    let samples = addSample([], board(0, 1));
    samples = addSample(samples, board(2_000, 2));
    samples = addSample(samples, board(12_000, 3));
    expect(samples.map((sample) => sample.waiting)).toEqual([2, 3]);
    for (let at = 20_000; at <= 3_600_000; at += 10_000) samples = addSample(samples, board(at, 4));
    expect(samples.length).toBeLessThanOrEqual(120);
  });
  it('says how far each number is from what it should be', () => {
    const told = figures(board(0, 12), []);
    expect(told.map((figure) => [figure.name, figure.value, figure.tone, figure.state])).toEqual([
      ['Waiting', '12', 'warn', '4 over'],
      ['Longest wait', '3:40', 'bad', '2:40 over'],
      ['Taken up in time', '78', 'warn', '2 under'],
      ['Occupancy', '68', 'ok', 'Has slack'],
      ['Exceptions open', '3', 'warn', 'Need a person'],
    ]);
  });
  it('says what would help a queue', () => {
    const [first] = board(0, 1).queues;
    expect(help(first!)).toEqual({ words: '4 past the time promised: add people', needed: true });
    expect(help({ ...first!, waiting: 0 }).needed).toBe(false);
    expect(help({ ...first!, open: false }).words).toContain('until it opens');
    expect(help({ ...first!, overTarget: 0, free: 0, atWork: 0 })).toEqual({ words: 'Nobody is here for it', needed: true });
  });
});
