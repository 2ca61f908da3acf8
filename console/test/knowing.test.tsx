import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { skillsOf } from '../src/floor/people';
import { addSample, before } from '../src/floor/numbers';
import { blocks } from '../src/kit/Markdown';
import { openDesk } from './desk';
import { StandIn } from './stand-in';

it('shows what belongs to the step unasked, opens it in place and takes whether it helped', { timeout: 15_000 }, async () => {
  const { floor } = openDesk('/items/W-MINE-1');
  const user = userEvent.setup();
  const list = await screen.findByRole('list', { name: 'Articles for this step' }, { timeout: 5000 });
  expect(list.textContent).toContain('Payment plans');
  expect(list.textContent).toContain('version 4be01a');
  await user.click(screen.getByRole('button', { name: 'Payment plans' }));
  expect(await screen.findByRole('heading', { name: 'Payment plans' })).toBe(document.activeElement);
  expect(screen.getByText('six').tagName).toBe('B');
  await user.click(screen.getByRole('button', { name: 'No' }));
  expect(await screen.findByText(/list of what to mend/)).toBeTruthy();
  await user.type(screen.getByLabelText(/What was missing/), 'the fee');
  await user.click(screen.getByRole('button', { name: 'Add it' }));
  const verdicts = floor.asked.filter((asked) => asked.path.endsWith('/verdict')).map((asked) => asked.body);
  expect(verdicts).toEqual([
    { helpful: false, note: '' },
    { helpful: false, note: 'the fee' },
  ]);
  expect(floor.asked.filter((asked) => asked.path.endsWith('/open'))).toHaveLength(1);
});

it('says when nothing was found, and that it is a gap', { timeout: 15_000 }, async () => {
  openDesk('/items/W-MINE-1');
  const user = userEvent.setup();
  await screen.findByRole('list', { name: 'Articles for this step' }, { timeout: 5000 });
  await user.keyboard('f');
  await user.type(await screen.findByRole('searchbox'), 'zebra crossing{Enter}');
  expect(await screen.findByText(/list of what is missing/)).toBeTruthy();
});

it('lets a supervisor join a conversation, leave it and take it over, with a reason', { timeout: 20_000 }, async () => {
  const floor = new StandIn(Date.now, 6);
  floor.supervises = true;
  floor.elsewhere('W-MINE-1', 'ben');
  openDesk('/items/W-MINE-1', floor);
  const user = userEvent.setup();
  await screen.findByText(/You look on as ben sees it/, {}, { timeout: 5000 });
  expect(screen.queryByRole('tab', { name: 'Reply' })).toBeNull();
  screen.getByRole('button', { name: /^Join/ }).focus();
  await user.keyboard('{Enter}');
  expect(screen.getByText('Say why')).toBeTruthy();
  await user.type(screen.getByLabelText('Why'), 'they sound upset');
  await user.click(screen.getByRole('button', { name: 'Join it' }));
  expect(await screen.findByText(/You are in the conversation of ben/)).toBeTruthy();
  expect(screen.getByRole('tab', { name: 'Reply' })).toBeTruthy();
  // the button that opened it is gone: the focus is on the page, where letters are commands
  await waitFor(() => expect(document.activeElement?.id).toBe('main'));
  await user.keyboard('r');
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Words')));
  await user.tab();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Send the text' }));
  await user.click(screen.getByRole('button', { name: /^Leave/ }));
  await screen.findByText(/You look on as ben sees it/);
  await user.keyboard('x');
  await user.type(screen.getByLabelText('Why'), 'a threat');
  await user.click(screen.getByRole('button', { name: 'Take it over' }));
  expect(await screen.findByRole('button', { name: /Wrap up/ })).toBeTruthy();
  expect(floor.asked.filter((asked) => /\/(join|leave|take-over)$/.test(asked.path)).map((asked) => asked.body)).toEqual([
    { reason: 'they sound upset' },
    undefined,
    { reason: 'a threat' },
  ]);
});

it('reads skills as people write them', () => {
  expect(skillsOf('billing 7, complaints: 5, es')).toEqual({ billing: 7, complaints: 5, es: 5 });
  expect(skillsOf('billing 70')).toMatch(/1 to 10/);
  expect(skillsOf('')).toEqual({});
});

it('begins its trends with what the platform knows', () => {
  const board = new StandIn(Date.now, 6).handle('GET', '/api/desk/wallboard', undefined, null).body as Parameters<typeof before>[0];
  expect(before(board)).toHaveLength(21);
  expect(addSample(before(board), board).length).toBeGreaterThan(19);
});

it('tells blocks of an article apart', () => {
  expect(blocks('# A\ntext\nmore\n- one\n- two\n\n```\ncode\n\nstill\n```')).toEqual([['# A'], ['text', 'more'], ['- one', '- two'], ['```', 'code', '', 'still', '```']]);
});
