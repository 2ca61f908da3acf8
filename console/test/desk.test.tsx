import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { Agent } from '../src/api/types';
import { Assign } from '../src/floor/moving';
import { Telling } from '../src/kit/telling';
import { openDesk, Wire } from './desk';
import { StandIn } from './stand-in';

const ITEM = 'W-7K2M-1';

async function accepted() {
  const desk = openDesk();
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Accept' }));
  await screen.findByRole('heading', { name: 'Make sure who it is' }, { timeout: 5000 });
  return { ...desk, user };
}

const posts = (floor: StandIn, what: string) => floor.asked.filter((asked) => asked.method !== 'GET' && asked.path.endsWith(what));

it('finishes a piece of work: offer, identity, notice, approval, payment, wrap-up', { timeout: 30_000 }, async () => {
  const { floor, user } = await accepted();
  expect(document.body.textContent).not.toMatch(/480|Rosa/);

  await user.type(screen.getByLabelText('Date of birth'), '1984-03-09');
  await user.type(screen.getByLabelText('Postal code'), '11111');
  await user.click(screen.getByRole('button', { name: /Compare/ }));
  expect(await screen.findByText(/does not agree with what we know/)).toBeTruthy();
  await user.clear(screen.getByLabelText('Postal code')).catch(() => undefined);
  await user.type(screen.getByLabelText('Date of birth'), '1984-03-09');
  await user.type(screen.getByLabelText('Postal code'), '75024');
  await user.click(screen.getByRole('button', { name: /Compare/ }));
  expect(await screen.findByText('Rosa Delgado')).toBeTruthy();

  await user.click(await screen.findByRole('button', { name: /I read it aloud/ }));
  const settle = await screen.findByRole('radio', { name: /Settle for/ });
  expect(screen.getByText(/under 90 days old/)).toBeTruthy();
  await user.click(settle);
  await user.click(screen.getByRole('button', { name: /Ask for approval/ }));
  await user.click(await screen.findByRole('button', { name: 'Send the payment link' }));
  await screen.findAllByText(/payment link went by text/);

  floor.paid(ITEM);
  expect(await screen.findByRole('heading', { name: 'Finished' }, { timeout: 4000 })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: /Wrap up/ }));
  expect(await screen.findByText('R-17')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Finish' }));
  expect(await screen.findByRole('button', { name: 'I am ready' })).toBeTruthy();
  expect(posts(floor, '/acts').map((asked) => (asked.body as { act: string; step: string }).act)).toEqual(['acknowledge', 'choose']);
  expect(posts(floor, '/acts').map((asked) => (asked.body as { step: string }).step)).toEqual(['disclose', 'options']);
});

it('takes a second click as the same click, and a lost answer as no reason to do it twice', { timeout: 15_000 }, async () => {
  const { floor, wire } = openDesk('/items/W-MINE-3');
  const user = userEvent.setup();
  const agree = await screen.findByRole('button', { name: /Agree on it/ }, { timeout: 5000 });
  let free = () => undefined as void;
  wire.hold = new Promise((resolve) => (free = resolve));
  await user.click(agree);
  await user.click(agree);
  wire.hold = null;
  wire.losesAnswers = 1;
  free();
  await waitFor(() => expect(posts(floor, '/acts').length).toBeGreaterThan(1), { timeout: 4000 });
  expect(new Set(posts(floor, '/acts').map((asked) => asked.key)).size).toBe(1);
});

it('keeps a draft on the server and shows both when somebody saved a newer one', { timeout: 15_000 }, async () => {
  const { floor } = openDesk('/items/W-MINE-1');
  const user = userEvent.setup();
  await screen.findByRole('heading', { name: 'How may we reach you?' }, { timeout: 5000 });
  await user.keyboard('r');
  const words = await screen.findByLabelText('Words');
  await user.type(words, 'Dear Rosa');
  await waitFor(() => expect(posts(floor, '/drafts/reply').at(-1)?.body).toEqual({ text: 'Dear Rosa', revision: 0 }), { timeout: 3000 });
  floor.draftElsewhere('W-MINE-1', 'reply', 'Hello from another window');
  await user.type(words, ', hello');
  expect(await screen.findByText('Hello from another window', undefined, { timeout: 3000 })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Keep mine' }));
  await waitFor(() => expect(posts(floor, '/drafts/reply').at(-1)?.body).toEqual({ text: 'Dear Rosa, hello', revision: 2 }), { timeout: 3000 });
});

it('says which answer cannot be taken, as the engine words it', { timeout: 15_000 }, async () => {
  openDesk('/items/W-MINE-1');
  const user = userEvent.setup();
  await user.type(await screen.findByLabelText('Mobile number', undefined, { timeout: 5000 }), '1');
  await user.type(screen.getByLabelText('What can be paid a month'), '50');
  expect(screen.getByText('1 answer missing')).toBeTruthy();
  await user.selectOptions(screen.getByLabelText('At work now'), 'no');
  await user.click(screen.getByRole('button', { name: /Go on/ }));
  const field = await screen.findByLabelText('Mobile number');
  await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'));
  expect(screen.getAllByText(/Write the whole number/).length).toBe(2);
});

it('shows a refused reply with its rule and keeps the words', { timeout: 15_000 }, async () => {
  openDesk('/items/W-MINE-1');
  const user = userEvent.setup();
  await screen.findByRole('heading', { name: 'How may we reach you?' }, { timeout: 5000 });
  await user.keyboard('r');
  await user.type(await screen.findByLabelText('Words'), 'It is midnight');
  await user.click(screen.getByRole('button', { name: 'Send the text' }));
  expect(await screen.findByText('contact-hours')).toBeTruthy();
  expect((screen.getByLabelText('Words') as HTMLTextAreaElement).value).toBe('It is midnight');
});

it('takes an offer away the moment it is rescinded', async () => {
  const { floor } = openDesk();
  await screen.findByRole('complementary', { name: 'Offered to you' });
  await screen.findByText('Connected');
  floor.rescind();
  await waitFor(() => expect(screen.queryByRole('complementary', { name: 'Offered to you' })).toBeNull());
});

it('rejects an offer only with a reason', async () => {
  const { floor } = openDesk();
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Reject …' }));
  await user.selectOptions(screen.getByLabelText('Why not?'), 'something else');
  await user.click(screen.getByRole('button', { name: 'Reject the offer' }));
  expect(posts(floor, '/reject')).toHaveLength(0);
  await user.type(screen.getByLabelText('In your words'), 'fire drill');
  await user.click(screen.getByRole('button', { name: 'Reject the offer' }));
  await waitFor(() => expect(posts(floor, '/reject').map((asked) => asked.body)).toEqual([{ reason: 'fire drill' }]));
});

it('lets new arrivals wait behind a counted bar', async () => {
  const { floor } = openDesk();
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: /^Team/ }));
  const list = await screen.findByRole('list', { name: 'Work in line' });
  const before = within(list).getAllByRole('link').length;
  floor.arrive('W-NEW-1');
  const bar = await screen.findByRole('button', { name: /1 new arrival/ });
  expect(within(list).getAllByRole('link')).toHaveLength(before);
  await user.keyboard('.');
  await waitFor(() => expect(within(list).getAllByRole('link')).toHaveLength(before + 1));
  expect(bar.isConnected).toBe(false);
});

it('looks on as the agent sees it, and can do nothing there', async () => {
  openDesk('/items/W-1001-1');
  expect(await screen.findByText(/You look on/, undefined, { timeout: 5000 })).toBeTruthy();
  for (const name of [/Transfer/, /Wrap up/, /Compare/, /Reply/]) expect(screen.queryByRole('button', { name })).toBeNull();
});

it('approves within the limit and not beyond it', { timeout: 15_000 }, async () => {
  const { floor } = openDesk('/approvals');
  const user = userEvent.setup();
  const beyond = await screen.findByRole('button', { name: 'Approve $288.00' }, { timeout: 5000 });
  expect(beyond.getAttribute('aria-disabled')).toBe('true');
  expect(screen.getByText('Your limit is $200.00.')).toBeTruthy();
  await user.click(beyond);
  expect(posts(floor, '/acts')).toHaveLength(0);
  await user.click(screen.getByRole('button', { name: 'Approve $15.00' }));
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Approve $15.00' })).toBeNull());
});

it('shows a supervisor why somebody cannot be given the work, in the words of the API', { timeout: 15_000 }, async () => {
  const floor = new StandIn(Date.now, 1);
  vi.stubGlobal('fetch', new Wire(floor).fetch);
  const agents = floor.handle('GET', '/api/desk/agents', undefined, null).body as Agent[];
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Assign line={floor.line('W-1000-1', 0)} agents={agents} onClose={() => undefined} />
      <Telling />
    </QueryClientProvider>,
  );
  const user = userEvent.setup();
  await user.selectOptions(screen.getByLabelText('Person'), 'dev');
  expect(screen.getByText('Say why')).toBeTruthy();
  await user.type(screen.getByLabelText('Why'), 'knows the case');
  await user.click(screen.getByRole('button', { name: 'Give it' }));
  expect((await screen.findAllByText(/Dev Shah lacks the right/)).length).toBeGreaterThan(0);
});

it('lists every key of the page, and turns single letters off', async () => {
  openDesk();
  const user = userEvent.setup();
  await screen.findByRole('button', { name: 'Accept' });
  await user.keyboard('?');
  const dialog = await screen.findByRole('dialog', { name: 'Keys on this page' });
  expect(within(dialog).getByText('Next in the list')).toBeTruthy();
  await user.click(within(dialog).getByRole('checkbox'));
  expect(localStorage.getItem('desk.letters')).toBe('off');
});

it('does what is found by its name, from the first letter on', async () => {
  const { floor } = openDesk();
  const user = userEvent.setup();
  await screen.findByRole('button', { name: 'Accept' });
  await user.keyboard('{Control>}k{/Control}');
  const field = await screen.findByRole('combobox', { name: 'Work or command' });
  await waitFor(() => expect(document.activeElement === field).toBe(true));
  await user.keyboard('away{Enter}');
  await waitFor(() => expect(posts(floor, '/me/presence').map((asked) => asked.body)).toEqual([{ state: 'away', reason: 'break' }]));
});
