import type { ReactNode } from 'react';
import type { GuideStep, ShownFact, StepOf, Window } from '../../api/types';
import { when } from '../../kit/time';
import { plain } from '../../words';

/** What each kind of step is given. */
export interface StepProps<K extends GuideStep['kind']> {
  step: StepOf<K>;
  window: Window;
  act: (act: { act: string; [field: string]: unknown }, then?: () => void) => void;
  busy: boolean;
  problem: unknown;
  /** Whether anything may be done here; otherwise it is shown and no more. */
  mayAct: boolean;
}

export function Facts({ facts }: { facts: ShownFact[] }) {
  if (facts.length === 0) return null;
  return (
    <dl className="kv facts">
      {facts.map((fact) => (
        <div key={fact.name}>
          <dt>{fact.label}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Carried({ carried }: { carried: Record<string, unknown> }) {
  return <Facts facts={Object.entries(carried).map(([name, value]) => ({ name, label: plain(name), value: String(value) }))} />;
}

export const mayProve = (window: Window) => window.mode === 'work' && window.actions.includes('identity');

export const Bar = ({ left, children }: { left?: ReactNode; children: ReactNode }) => (
  <div className="bar">
    <span className="mut">{left}</span>
    {children}
  </div>
);

export const DueBy = ({ at }: { at: string | null }) => (at ? <>Due by {when(at)}</> : null);
