import type { components } from './schema';

/**
 * What the API gives, by the names the console has for it. The types are made of api/openapi.json, which the platform writes of itself;
 * nothing of it is kept by hand.
 */
type Schemas = components['schemas'];
type Desk<Name extends string> = Schemas[`io.throughline.platform.desk.${Name}` & keyof Schemas];
type Knowing<Name extends string> = Schemas[`io.throughline.platform.knowledge.KnowledgeController.${Name}` & keyof Schemas];

/** All that any of several kinds may have. */
type Any<Kinds> = { [Name in Kinds extends Record<string, never> ? never : Kinds extends object ? keyof Kinds : never]?: Kinds extends Record<Name, infer Value> ? Value : never };

export type Money = Desk<'Line.Amount'>;
export type Presence = Desk<'Inboxes.Presence'>;
export type Me = Desk<'MeController.Self'>;
export type Line = Desk<'Line'>;
export type Offer = Desk<'Inboxes.Offered'>;
export type Inbox = Desk<'Inboxes.Inbox'>;
export type Fact = Desk<'Window.Fact'>;
export type ShownFact = Schemas['io.throughline.engine.Prompt.Fact'];
export type Customer = Desk<'Window.Customer'>;
export type Guide = Desk<'GuideMaker.Guide'>;
export type GuideStep = Desk<'GuideStep'>;
export type StepOf<K extends GuideStep['kind']> = Extract<GuideStep, { kind: K }>;
export type Question = Desk<'GuideStep.Question'>;
export type Expected = Any<Question['expected']>;
export type TimelineEntry = Desk<'Window.Entry'>;
export type Draft = Desk<'DraftStore.Draft'>;
export type Window = Desk<'Window'>;
export type WrapUp = Desk<'Window.WrapUp'>;
export type Why = Desk<'WorkController.Why'>;
export type Queue = Desk<'WorkController.OneQueue'>;
export type QueueNow = Desk<'Wallboard.OfQueue'>;
export type Wallboard = Desk<'Wallboard.Wall'>;
export type Approval = Desk<'SupervisorController.Approval'>;
export type Agent = Desk<'SupervisorController.OneAgent'>;
export type ArticleLine = Knowing<'Line'>;
export type Needed = Knowing<'Needed'>;
export type Found = Knowing<'Results'>;
export type Article = Knowing<'Whole'>;
export type Proved = Desk<'ItemController.Identified'>;
export type Happened = Desk<'ItemController.Acted'>;
export type Sent = Desk<'ItemController.Sent'>;
export type Consulted = Desk<'WorkController.Consulted'>;
export type Finished = Desk<'WorkController.Finished'>;

/** An event of the stream, as docs/desk.md has it; OpenAPI describes answers, not what comes after them. */
export interface Told {
  number: number;
  type: string;
  at?: string;
  item?: string | null;
  agent?: string | null;
  offer?: string | null;
  until?: string | null;
  why?: string | null;
  caseId?: string | null;
  seq?: number | null;
  presence?: unknown;
}

/** An act on a case, as docs/people.md has it. */
export interface Act {
  act: string;
  step?: string | undefined;
  [field: string]: unknown;
}
