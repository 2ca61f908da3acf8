import type { components } from './schema';

/** What the API gives, by its names in api/desk.yaml. */
type Schemas = components['schemas'];

export type Money = Schemas['Money'];
export type Presence = Schemas['Presence'];
export type Me = Schemas['Me'];
export type Line = Schemas['Line'];
export type Offer = Schemas['Offer'];
export type Inbox = Schemas['Inbox'];
export type Fact = Schemas['Fact'];
export type ShownFact = Schemas['ShownFact'];
export type Customer = Schemas['Customer'];
export type Guide = Schemas['Guide'];
export type GuideStep = Schemas['GuideStep'];
export type StepOf<K extends GuideStep['kind']> = Extract<GuideStep, { kind: K }>;
export type Question = Schemas['Question'];
export type TimelineEntry = Schemas['TimelineEntry'];
export type Draft = Schemas['Draft'];
export type Window = Schemas['Window'];
export type WrapUp = Schemas['WrapUp'];
export type Why = Schemas['Why'];
export type Queue = Schemas['Queue'];
export type QueueNow = Schemas['QueueNow'];
export type Wallboard = Schemas['Wallboard'];
export type Approval = Schemas['Approval'];
export type Agent = Schemas['Agent'];
export type ArticleLine = Schemas['ArticleLine'];
export type Needed = Schemas['Needed'];
export type Found = Schemas['Found'];
export type Article = Schemas['Article'];
export type Told = Schemas['Told'];
export type Session = Schemas['Session'];
export type Proved = Schemas['Proved'];
export type Happened = Schemas['Happened'];
export type Sent = Schemas['Sent'];
export type Consulted = Schemas['Consulted'];
export type Finished = Schemas['Finished'];

/** An act on a case, as docs/people.md has it. */
export interface Act {
  act: string;
  step?: string | undefined;
  [field: string]: unknown;
}
