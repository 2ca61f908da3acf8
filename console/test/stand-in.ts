import type { Agent, Approval, GuideStep, Inbox, Line, Me, Money, Presence, Queue, Told, Wallboard, Window } from '../src/api/types';

/**
 * The other side of the wire, for development and tests: it speaks the agreed JSON, keeps a small floor in memory and tells
 * its events. It decides nothing the way the platform does; it follows one story.
 */
export interface Answer {
  status: number;
  body?: unknown;
}

export const usd = (minor: number): Money => ({ minor, currency: 'USD', text: `$${(minor / 100).toFixed(2)}` });

type Handler = (match: RegExpExecArray, body: Record<string, unknown>) => Answer;

const FACTS: NonNullable<Window['facts']> = [
  { name: 'account.balance', label: 'Balance', value: '$480.00', source: 'ledger', readAt: '', freshFor: 'PT5M', stale: false },
  { name: 'account.dueDate', label: 'Due since', value: '9 Oct 2026', source: 'ledger', readAt: '', freshFor: 'PT5M', stale: false },
  { name: 'account.creditor', label: 'Creditor', value: 'Meridian Health', source: 'import', readAt: '', freshFor: 'P1D', stale: true },
];

const ARTICLES = [
  { id: 'payment-plans', title: 'Payment plans', markdown: '## When\n\nUp to **six** months.\n\n- no fee\n- first part today\n\n> Offer nothing before it is approved.' },
  { id: 'settlements', title: 'Accepting less than the full amount', markdown: 'Ask first.' },
];

/** The story of the item that is offered first. */
const STORY: { name: string; title: string; step: GuideStep; say?: string; tips?: string[]; knowledge?: string[] }[] = [
  { name: 'verify', title: 'Verify', step: { kind: 'verify', step: 'verify', attemptsLeft: 5 } },
  {
    name: 'disclose',
    title: 'Notice',
    step: {
      kind: 'disclose',
      step: 'disclose',
      text: 'debt-notice',
      version: '3',
      language: 'en',
      title: 'Notice of collection',
      words: 'This is an attempt to collect a debt, and any information obtained will be used for that purpose.',
      readSeconds: 0,
    },
    say: 'Before we go on, there is a notice that I have to read to you.',
  },
  {
    name: 'options',
    title: 'Options',
    step: {
      kind: 'choose',
      step: 'options',
      title: 'What suits them?',
      facts: [{ name: 'balance', label: 'Owed', value: '$480.00' }],
      options: [
        { choice: 'pay', label: 'Pay in full today', hint: '$480.00', approval: null },
        { choice: 'plan', label: 'Payment plan', hint: '2 to 6 months, no fee', approval: null },
        { choice: 'settle', label: 'Settle for $288.00', hint: '40% less, paid today', approval: 'settlement' },
      ],
      notAllowed: [{ choice: 'hardship', label: 'Hardship programme', reason: 'The account is under 90 days old (rule PB-7.2).' }],
    },
    say: 'You owe $480.00. You can pay it today, or spread it over up to six months without a fee.',
    tips: ['Let them finish before you name the options'],
    knowledge: ['payment-plans', 'settlements'],
  },
  { name: 'payment', title: 'Pay', step: { kind: 'pay', step: 'payment', amount: usd(28800), description: 'Settlement of the balance', previousDecline: null }, say: 'I send you a link. Please pay on that page; I see when it is done.' },
  { name: 'done', title: 'Done', step: { kind: 'finished', outcome: 'paid', success: true, facts: [{ name: 'paid', label: 'Paid', value: '$288.00' }] } },
];

const OTHERS: Record<string, { title: string; step: GuideStep }> = {
  ask: {
    title: 'Contact details',
    step: {
      kind: 'ask',
      step: 'ask',
      title: 'How may we reach you?',
      facts: [],
      questions: [
        { name: 'phone', label: 'Mobile number', help: null, required: true, type: 'phone', expected: { region: 'US' } },
        { name: 'amount', label: 'What can be paid a month', help: null, required: true, type: 'amount', expected: { currency: 'USD', least: usd(2000), most: usd(48000) } },
        { name: 'why', label: 'What happened', help: 'In their words', required: false, type: 'words', expected: { most: 400 } },
        { name: 'work', label: 'At work now', help: null, required: true, type: 'yes-no', expected: {} },
      ],
    },
  },
  check: {
    title: 'Check the letter',
    step: {
      kind: 'check',
      step: 'check',
      title: 'Check the letter',
      requestedBy: null,
      dueBy: '2026-11-23T20:00:00Z',
      carried: {},
      lines: [
        { name: 'name', label: 'The name is that of the account', help: null, evidence: 'NOTE', required: true },
        { name: 'date', label: 'It is of this year', help: 'The date stands at the top right', evidence: 'NOTE', required: true },
      ],
    },
  },
  arrange: {
    title: 'Agree on a plan',
    step: {
      kind: 'arrange',
      step: 'arrange',
      arrangement: 'plan',
      amount: usd(48000),
      earliest: '2026-11-22',
      latest: '2026-12-22',
      plans: [2, 3, 4, 6].map((instalments) => ({ instalments, each: usd(Math.floor(48000 / instalments)), last: usd(48000 - Math.floor(48000 / instalments) * (instalments - 1)) })),
    },
  },
  stopped: {
    title: 'Plan not posted',
    step: {
      kind: 'with-person',
      queue: 'exceptions',
      dueBy: null,
      resumable: [
        { step: 'options', title: 'Options', allowed: true, reason: null },
        { step: 'payment', title: 'Pay', allowed: false, reason: 'A payment is already posted.' },
      ],
    },
  },
};

const QUEUES = ['collections', 'verification', 'exceptions', 'spanish'];
const INTENTS = ['cannot-verify', 'dispute', 'person-wanted', 'plan-not-posted', 'question'];

export class StandIn {
  person = 'ann';
  supervises = true;
  number = 1840;
  readonly told: (Told & { event: string })[] = [];
  readonly listeners = new Set<(event: Told & { event: string }) => void>();
  readonly asked: { method: string; path: string; body: unknown; key: string | null }[] = [];
  private readonly answers = new Map<string, Answer>();
  private readonly start: number;
  private presence: Presence;
  private readonly windows = new Map<string, Window>();
  private readonly at = new Map<string, number>();
  private offer: Inbox['offer'] = null;
  private readonly approvals: Approval[] = [];

  private readonly clock: () => number;

  constructor(clock: () => number = Date.now, waiting = 40) {
    this.clock = clock;
    this.start = clock();
    this.presence = { state: 'available', reason: '', since: this.ago(300), wrapUp: null };
    for (let at = 0; at < waiting; at++) this.add(`W-${1000 + at}-1`, at);
    const kinds = Object.keys(OTHERS);
    kinds.forEach((kind, at) => {
      const window = this.add(`W-MINE-${at + 1}`, at + 100, 'at-work');
      window.guide = { ...this.emptyGuide(), ...{ step: OTHERS[kind]!.step, steps: this.steps(kind, OTHERS[kind]!.title, OTHERS[kind]!.step.kind) } };
      window.item.title = OTHERS[kind]!.title;
      this.prove(window);
      window.actions = window.actions.filter((action) => action !== 'identity');
    });
    const held = this.add('W-LATER-1', 7, 'call-back');
    held.item.heldUntil = new Date(this.start + 1_500_000).toISOString();
    this.add('W-7K2M-1', 0, 'waiting');
    this.offerNow('W-7K2M-1');
    this.addApproval('W-AP-1', 'settlement', 28800, 20000);
    this.addApproval('W-AP-2', 'fee-waiver', 1500, 5000);
  }

  private ago = (seconds: number) => new Date(this.clock() - seconds * 1000).toISOString();

  private emptyGuide(): NonNullable<Window['guide']> {
    return { steps: [], say: null, tips: [], knowledge: [], withheld: false, step: { kind: 'waiting', reason: 'payment' } };
  }

  private steps(name: string, title: string, kind: string): NonNullable<Window['guide']>['steps'] {
    return [
      { name: 'verify', title: 'Verify', kind: 'verify', state: 'done', outcome: 'verified' },
      { name, title, kind, state: 'now', outcome: null },
    ];
  }

  line(id: string, at: number, state: Line['state'] = 'waiting'): Line {
    return {
      id, caseReference: `TL-${id.slice(2, 6)}`, caseId: `c-${id}`, kind: 'case', source: at % 5 === 2 ? 'person-wanted' : 'exception',
      intent: INTENTS[at % 5]!, title: at % 3 ? 'Resolve an overdue balance' : 'Dispute one charge, pay the rest', workflow: 'arrears',
      purpose: 'debt-collection', step: 'cannot-verify', language: at % 4 === 3 ? 'es' : 'en', sensitivity: at % 6 === 5 ? ['hardship'] : [], right: null, amount: null,
      queue: QUEUES[at % 4]!, priority: at % 9 === 4 ? 3 : 0, since: this.ago(30 + at * 41), due: new Date(this.clock() + (at - 3) * 400_000).toISOString(),
      state, agent: state === 'at-work' ? this.person : null, heldUntil: null,
    };
  }

  private add(id: string, at: number, state: Line['state'] = 'waiting'): Window {
    const item = this.line(id, at, state);
    const window: Window = {
      item,
      mode: 'work',
      caseFile: {
        id: item.caseId!, reference: item.caseReference!, workflow: 'arrears', title: item.title, version: '4be0', state: 'exception', step: 'verify',
        awaiting: 'nothing', opened: this.ago(900), outcome: null,
      },
      customer: {
        proven: false, level: 'none', method: null, until: null, failures: 2, name: null, language: item.language,
        asks: ['dateOfBirth', 'postalCode'], contact: [{ channel: 'sms', ending: '0142' }, { channel: 'email', ending: '…@example.com' }],
      },
      wants: { intent: item.intent, words: 'I cannot get in with my birthday. I want to pay less, can you help?', note: null, carried: { attempts: '2' }, tried: ['Open for 15 minutes.', '2 tries to prove who it is failed.'] },
      facts: null,
      guide: { ...this.emptyGuide(), withheld: false, steps: [{ name: 'verify', title: 'Verify', kind: 'verify', state: 'now', outcome: null }], step: STORY[0]!.step },
      timeline: [
        this.entry('m1', 840, 'message', 'sms-out', 'sms', 'A message went out (arrears-first): delivered.'),
        this.entry('c1', 800, 'case', 'link-opened', 'web', 'The link was opened.'),
        this.entry('c2', 760, 'case', 'identity-failed', 'web', 'An attempt to prove identity failed.'),
        this.entry('c3', 730, 'case', 'identity-failed', 'web', 'An attempt to prove identity failed.'),
        this.entry('c4', 700, 'case', 'person-wanted', 'web', 'The customer asked for a person.'),
        this.entry('d1', 690, 'desk', 'arrived', null, 'In line for verification.'),
      ],
      drafts: {},
      consults: [],
      joined: [],
      actions: ['identity', 'acts', 'transfer', 'consult', 'call-back', 'reply', 'payment-link', 'finish'],
      finish: { may: false, reason: 'The case still waits for a person.', code: 'work.unfinished' },
      lastEvent: this.number,
    };
    this.windows.set(id, window);
    this.at.set(id, 0);
    return window;
  }

  private entry(id: string, ago: number, what: 'case' | 'message' | 'desk', type: string, channel: string | null, text: string): Window['timeline'][number] {
    return { id, at: this.ago(ago), what, type, actor: what === 'case' ? 'customer' : 'system', person: null, channel, step: null, text, words: null, details: {} };
  }

  private addApproval(id: string, authority: string, minor: number, limit: number) {
    const window = this.add(id, 3);
    window.item = { ...window.item, kind: 'approval', source: 'approval', right: authority, amount: usd(minor), step: 'options' };
    window.guide!.step = { kind: 'approve', step: 'options', title: 'Decide', authority, amount: usd(minor), choice: null, requestedBy: 'ben', dueBy: '2026-11-23T20:00:00Z', carried: {}, mayNot: null };
    const beyond = minor > limit;
    this.approvals.push({
      item: window.item, authority, amount: usd(minor), limit: { upTo: usd(limit), percent: 40 }, requestedBy: 'ben', carried: { reason: 'On the line, pays today' }, waits: 'PT4M10S',
      mayNot: beyond ? { code: 'decision.beyond-rights', reason: `Your limit is ${usd(limit).text}.` } : null,
    });
  }

  /** Something happened: it goes to all who listen and is kept for those who come again. */
  tell(event: string, told: Partial<Told>) {
    const full = { number: ++this.number, at: this.ago(0), type: '', event, ...told };
    this.told.push(full);
    for (const listener of this.listeners) listener(full);
  }

  offerNow(id: string, seconds = 45) {
    const window = this.windows.get(id)!;
    window.item = { ...window.item, state: 'offered', agent: this.person };
    this.offer = { id: `O-${++this.number}`, until: new Date(this.clock() + seconds * 1000).toISOString(), why: 'the longest idle of those free', item: window.item };
    this.tell('offer', { type: 'offered', item: id, agent: this.person, offer: this.offer.id, until: this.offer.until });
  }

  rescind() {
    const gone = this.offer;
    this.offer = null;
    if (gone) this.tell('offer', { type: 'rescinded', item: gone.item.id, agent: this.person, offer: gone.id });
  }

  arrive(id: string) {
    this.add(id, 5);
    this.tell('work', { type: 'arrived', item: id });
  }

  /** Somebody else saved a draft. */
  draftElsewhere(id: string, name: string, text: string) {
    const window = this.windows.get(id)!;
    const before = window.drafts[name]?.revision ?? 0;
    window.drafts = { ...window.drafts, [name]: { text, revision: before + 1, at: this.ago(0) } };
  }

  private prove(window: Window) {
    window.customer = { ...window.customer!, proven: true, level: 'known-facts', method: 'known-facts', until: new Date(this.clock() + 1_800_000).toISOString(), name: 'Rosa Delgado' };
    window.facts = FACTS.map((fact) => ({ ...fact, readAt: this.ago(fact.stale ? 90_000 : 20) }));
  }

  private advance(window: Window, outcome: string) {
    const id = window.item.id;
    const next = (this.at.get(id) ?? 0) + 1;
    const to = STORY[next];
    if (!to) return;
    this.at.set(id, next);
    const steps = window.guide!.steps.map((step) => (step.state === 'now' ? { ...step, state: 'done', outcome } : step));
    window.guide = {
      steps: [...steps, { name: to.name, title: to.title, kind: to.step.kind, state: 'now', outcome: null }],
      say: to.say ?? null, tips: to.tips ?? [], knowledge: to.knowledge ?? [], withheld: false, step: to.step,
    };
    window.caseFile = { ...window.caseFile!, step: to.name };
    window.timeline = [...window.timeline, { ...this.entry(`c${20 + next}`, 0, 'case', outcome, null, `${to.title}: the case came here (${outcome}).`), actor: 'agent', person: this.person }];
    if (to.step.kind === 'finished') {
      window.finish = { may: true, reason: null, code: null };
      window.caseFile = { ...window.caseFile!, outcome: 'paid' };
    }
    window.lastEvent = ++this.number;
  }

  /** A colleague has it. */
  elsewhere(id: string, person: string) {
    const window = this.windows.get(id)!;
    window.item = { ...window.item, agent: person };
  }

  /** The customer paid by the link. */
  paid(id: string) {
    const window = this.windows.get(id)!;
    this.advance(window, 'paid');
    this.tell('case', { type: 'case-moved', item: id, caseId: window.caseFile!.id });
  }

  private mine(state: Line['state']) {
    return [...this.windows.values()].map((window) => window.item).filter((line) => line.state === state && (state === 'call-back' || line.agent === this.person));
  }

  private inbox(): Inbox {
    return { presence: this.presence, offer: this.offer, work: this.mine('at-work'), callBacks: this.mine('call-back'), lastEvent: this.number };
  }

  private me(): Me {
    return {
      id: this.person, name: 'Ann Reyes', role: this.supervises ? 'supervisor' : 'senior-agent', rights: ['reassign', 'resume'], supervises: this.supervises, presence: this.presence,
      profile: { teams: [], queues: QUEUES, skills: {}, languages: ['en'], clearances: [], capacity: {} },
      awayReasons: ['break', 'lunch', 'training', 'meeting', 'follow-up'], lastEvent: this.number, now: this.ago(0),
    };
  }

  private wallboard(): Wallboard {
    const waves = Math.round(3 * Math.sin(this.clock() / 20_000));
    return {
      at: this.ago(0),
      zone: 'America/Chicago',
      totals: { waiting: 12 + waves, oldestSeconds: 220, withinTarget: 0.78, offered: 1, atWork: 16, callBacks: 2, approvals: this.approvals.length, exceptions: 3 },
      agents: { signedIn: 29, free: 7, offered: 1, atWork: 16, wrappingUp: 3, away: 2, occupancy: 0.68 },
      queues: QUEUES.map((name, at) => ({
        name, open: at !== 3, waiting: [7, 3, 2, 0][at]!, oldestSeconds: [220, 48, 20, null][at]!, overTarget: [4, 0, 0, 0][at]!, atWork: [14, 2, 0, 0][at]!, free: [0, 1, 6, 0][at]!,
        target: { percent: 80, withinSeconds: 60 }, withinTarget: [0.74, 0.91, 0.8, null][at]!, takenLastHour: 41 - at * 9, meanWaitSeconds: 12.4,
        waits: Array.from({ length: [7, 3, 2, 0][at]! }, (_, one) => Math.round(([220, 48, 20, 0][at]! * (7 - one)) / 7)),
      })),
      trend: Array.from({ length: 21 }, (_, minute) => ({
        at: this.ago((20 - minute) * 60), waiting: 8 + Math.round(4 * Math.sin(minute / 3)), oldestSeconds: 60 + minute * 8, withinTarget: 0.9 - minute / 200, exceptions: minute % 4,
      })),
    };
  }

  private agents(): Agent[] {
    return ['Ann Reyes', 'Ben Ito', 'Cleo Marsh', 'Dev Shah'].map((name, at) => ({
      id: name.split(' ')[0]!.toLowerCase(), name, role: at ? 'agent' : 'supervisor', work: at % 2, offered: false, profile: this.me().profile,
      presence: { state: at === 3 ? 'away' : 'available', reason: at === 3 ? 'lunch' : '', since: this.ago(200), wrapUp: null },
    }));
  }

  private readonly routes: [RegExp, Handler][] = [
    [/^GET \/api\/desk\/me$/, () => ({ status: 200, body: this.me() })],
    [/^GET \/api\/desk\/me\/inbox$/, () => ({ status: 200, body: this.inbox() })],
    [/^PUT \/api\/desk\/me\/presence$/, (_, body) => {
      this.presence = { state: body.state as Presence['state'], reason: String(body.reason ?? ''), since: this.ago(0), wrapUp: null };
      return { status: 200, body: this.presence };
    }],
    [/^POST \/api\/desk\/me\/wrapped-up$/, () => {
      if (!this.presence.wrapUp) return problem(409, 'wrap-up.none', 'There is nothing to wrap up.');
      this.presence = { ...this.presence, wrapUp: null };
      return { status: 200, body: this.presence };
    }],
    [/^POST \/api\/desk\/offers\/([^/]+)\/accept$/, ([, id]) => {
      if (this.offer?.id !== id) return problem(409, 'offer.gone', 'Somebody else took it.');
      const window = this.windows.get(this.offer!.item.id)!;
      window.item = { ...window.item, state: 'at-work' };
      this.offer = null;
      window.lastEvent = ++this.number;
      return { status: 200, body: window };
    }],
    [/^POST \/api\/desk\/offers\/([^/]+)\/reject$/, () => {
      if (this.offer) this.windows.get(this.offer.item.id)!.item = { ...this.offer.item, state: 'waiting', agent: null };
      this.offer = null;
      return { status: 200, body: this.inbox() };
    }],
    [/^GET \/api\/desk\/items\?(.*)$/, ([, query]) => {
      const asked = new URLSearchParams(query);
      const lines = [...this.windows.values()].map((window) => window.item);
      const found = lines.filter((line) => (!asked.get('queue') || line.queue === asked.get('queue')) && (!asked.get('state') || line.state === asked.get('state')));
      return { status: 200, body: found.sort((a, b) => a.since.localeCompare(b.since)) };
    }],
    [/^GET \/api\/desk\/items\/([^/]+)$/, ([, id]) => {
      const window = this.windows.get(id!);
      if (!window) return problem(404, 'item.unknown', `There is no item ${id}.`);
      if (window.item.state === 'offered') return { status: 200, body: { ...window, mode: 'preview', actions: [] } };
      return { status: 200, body: window.item.agent === this.person ? window : { ...window, mode: 'look', actions: window.item.state === 'at-work' && this.supervises ? ['join', 'take-over'] : [] } };
    }],
    [/^POST \/api\/desk\/items\/([^/]+)\/identity$/, ([, id], body) => this.at1(id!, (window) => {
      const proved = body.dateOfBirth === '1984-03-09' && body.postalCode === '75024';
      if (proved) {
        this.prove(window);
        if (window.guide!.step.kind === 'verify') this.advance(window, 'verified');
      } else window.customer = { ...window.customer!, failures: window.customer!.failures + 1 };
      return { proved, window };
    })],
    [/^POST \/api\/desk\/items\/([^/]+)\/acts$/, ([, id], body) => {
      const window = this.windows.get(id!)!;
      const here = window.guide?.steps.find((step) => step.state === 'now')?.name;
      if (window.item.kind !== 'approval' && body.step !== here) return problem(409, 'not-at-step', `The case stands at ${here} now.`);
      if (body.act === 'choose' && body.choice === 'settle') {
        this.advance(window, 'approval-requested');
        return { status: 200, body: { happened: ['chosen', 'approval-requested'], window } };
      }
      if (body.act === 'approve' || body.act === 'refuse') {
        this.approvals.splice(0, this.approvals.length, ...this.approvals.filter((each) => each.item.id !== id));
        return { status: 200, body: { happened: [`${body.act}d`.replace('refused', 'refused')], window } };
      }
      if (body.act === 'answer' && (body.values as Record<string, string>).phone === '1') return problem(422, 'ask.fields', 'Some answers cannot be taken.', { fields: { phone: 'Write the whole number.' } });
      this.advance(window, String(body.choice ?? body.act));
      return { status: 200, body: { happened: [String(body.act)], window } };
    }],
    [/^POST \/api\/desk\/items\/([^/]+)\/(payment-link|reply)$/, ([, id, what], body) => this.at1(id!, (window) => {
      if (what === 'reply' && String(body.text).includes('midnight')) return { sent: false, channel: body.channel, ending: null, rule: 'contact-hours', detail: 'it is night where they are', window };
      window.timeline = [...window.timeline, this.entry(`s${++this.number}`, 0, 'message', `${body.channel}-out`, String(body.channel), what === 'reply' ? 'A reply went out.' : 'A payment link went out.')];
      window.lastEvent = this.number;
      return { sent: true, channel: body.channel, ending: '0142', rule: null, window };
    })],
    [/^PUT \/api\/desk\/items\/([^/]+)\/drafts\/(\w+)$/, ([, id, name], body) => {
      const window = this.windows.get(id!)!;
      const kept = window.drafts[name!];
      if ((kept?.revision ?? 0) !== body.revision) return problem(409, 'draft.newer', 'A newer draft was saved.', { text: kept?.text, revision: kept?.revision });
      const draft = { text: String(body.text), revision: Number(body.revision) + 1, at: this.ago(0) };
      window.drafts = { ...window.drafts, [name!]: draft };
      return { status: 200, body: draft };
    }],
    [/^POST \/api\/desk\/items\/([^/]+)\/(transfer|call-back)$/, ([, id, what]) => {
      const window = this.windows.get(id!)!;
      window.item = { ...window.item, state: what === 'transfer' ? 'waiting' : 'call-back', agent: what === 'transfer' ? null : this.person };
      return { status: 200, body: this.inbox() };
    }],
    [/^POST \/api\/desk\/items\/([^/]+)\/consult$/, ([, id]) => this.at1(id!, (window) => ({ consult: this.line('W-ASK-1', 3), window }))],
    [/^GET \/api\/desk\/items\/([^/]+)\/wrap-up$/, ([, id]) => this.at1(id!, (window) => this.wrapUp(window))],
    [/^POST \/api\/desk\/items\/([^/]+)\/finish$/, ([, id]) => {
      const window = this.windows.get(id!)!;
      if (!window.finish.may) return problem(409, 'work.unfinished', 'The case still waits for a person.');
      window.item = { ...window.item, state: 'done' };
      this.presence = { ...this.presence, wrapUp: { item: id!, until: new Date(this.clock() + 60_000).toISOString(), mayEnd: true } };
      return { status: 200, body: { wrapUp: this.wrapUp(window), presence: this.presence } };
    }],
    [/^GET \/api\/desk\/items\/([^/]+)\/why$/, () => ({ status: 200, body: { stand: 'at-work', sentence: 'Offered to the longest idle of three who may verify; taken at once.', agent: 'ann', next: null, queueOpen: true, hindered: {} } })],
    [/^POST \/api\/desk\/items\/([^/]+)\/join$/, ([, id], body) => this.at1(id!, (window) => {
      window.joined = [{ person: this.person, since: this.ago(0), reason: String(body.reason) }];
      window.lastEvent = ++this.number;
      return { ...window, mode: 'join', actions: ['reply', 'leave', 'take-over'] };
    })],
    [/^POST \/api\/desk\/items\/([^/]+)\/leave$/, ([, id]) => this.at1(id!, (window) => {
      window.joined = [];
      window.lastEvent = ++this.number;
      return { ...window, mode: 'look', actions: ['join', 'take-over'] };
    })],
    [/^POST \/api\/desk\/items\/([^/]+)\/take-over$/, ([, id]) => this.at1(id!, (window) => {
      window.item = { ...window.item, agent: this.person };
      window.lastEvent = ++this.number;
      return window;
    })],
    [/^GET \/api\/desk\/knowledge\?/, () => ({ status: 200, body: { articles: ARTICLES.map(({ id, title }) => ({ id, version: '4be01a22c3d4', title, language: 'en', owner: 'collections', tags: [], called: true })) } })],
    [/^POST \/api\/desk\/knowledge\/search$/, (_, body) => ({
      status: 200,
      body: { search: 17, byMeaning: true, results: String(body.query).includes('zebra') ? [] : ARTICLES.map(({ id, title }) => ({ id, version: '4be01a22c3d4', title, language: 'en', owner: 'collections', excerpt: 'Offer nothing before it is approved.', by: ['words'] })) },
    })],
    [/^POST \/api\/desk\/knowledge\/articles\/([^/]+)\/open$/, ([, id]) => {
      const found = ARTICLES.find((each) => each.id === id);
      if (!found) return problem(404, 'article.unknown', 'There is no such article.');
      return { status: 200, body: { showing: 9, ...found, version: '4be01a22c3d4', language: 'en', owner: 'collections', from: '2026-11-01', until: null } };
    }],
    [/^PUT \/api\/desk\/knowledge\/showings\/9\/verdict$/, (_, body) => ({ status: 200, body })],
    [/^PUT \/api\/desk\/agents\/([^/]+)\/profile$/, (_, body) => ({ status: 200, body: { ...this.me().profile, ...body } })],
    [/^POST \/api\/v1\/break-glass$/, (_, body) => ({ status: 201, body: { number: 1, person: this.person, reason: body.reason } })],
    [/^GET \/api\/desk\/queues$/, () => ({ status: 200, body: QUEUES.map((name): Queue => ({ name, open: name !== 'spanish', nextOpen: null, targetPercent: 80, targetSeconds: 60, offerSeconds: 20, wrapUp: 'up-to', wrapUpSeconds: 60, overflow: null })) })],
    [/^GET \/api\/desk\/wallboard$/, () => ({ status: 200, body: this.wallboard() })],
    [/^GET \/api\/desk\/approvals$/, () => ({ status: 200, body: [...this.approvals] })],
    [/^GET \/api\/desk\/agents$/, () => ({ status: 200, body: this.agents() })],
    [/^POST \/api\/desk\/items\/([^/]+)\/(priority|move|assign)$/, ([, id, what], body) => {
      const window = this.windows.get(id!)!;
      if (what === 'assign' && body.person === 'dev') return problem(409, 'assign.right', 'Dev Shah lacks the right for this.');
      window.item = { ...window.item, ...(what === 'priority' ? { priority: Number(body.priority) } : what === 'move' ? { queue: String(body.queue) } : { agent: String(body.person), state: 'at-work' as const }) };
      return { status: 200, body: window.item };
    }],
  ];

  private wrapUp(window: Window) {
    const outcome = window.caseFile?.outcome ?? null;
    return {
      outcome, disposition: outcome ? 'Paid, proven by the ledger' : 'Still open', proof: outcome ? [{ system: 'ledger.post-payment', receipt: 'R-17' }] : [],
      steps: window.guide?.steps.map((step) => step.name) ?? [], next: null, may: window.finish.may, reason: window.finish.reason,
    };
  }

  private at1(id: string, answer: (window: Window) => unknown): Answer {
    const window = this.windows.get(id);
    return window ? { status: 200, body: answer(window) } : problem(404, 'item.unknown', `There is no item ${id}.`);
  }

  /** Answers a request; the same key gets the same answer and does nothing again. */
  handle(method: string, path: string, body: unknown, key: string | null): Answer {
    this.asked.push({ method, path, body, key });
    const before = key ? this.answers.get(key) : undefined;
    if (before) return before;
    for (const [pattern, handler] of this.routes) {
      const match = pattern.exec(`${method} ${path}`);
      if (!match) continue;
      const answer = handler(match, (body ?? {}) as Record<string, unknown>);
      const copy = { status: answer.status, body: structuredClone(answer.body) };
      if (key) this.answers.set(key, copy);
      return copy;
    }
    return problem(404, 'route.unknown', `The stand-in knows no ${method} ${path}.`);
  }
}

const problem = (status: number, code: string, detail: string, more: object = {}): Answer => ({ status, body: { status, code, detail, reference: 'R-TEST', ...more } });

/** An event as the wire has it. */
export const onTheWire = ({ event, ...data }: Told & { event: string }) => `id: ${data.number}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
