import { useEffect, useRef, useState } from 'react';
import type { Expected, Question } from '../../api/types';
import { Button } from '../../kit/Button';
import { Field } from '../../kit/Field';
import { fieldsOf } from '../acting';
import { Bar, Facts, type StepProps } from './parts';

/** Questions of the workflow; answers are read by the engine, which also says what is wrong with which. */
export function Ask({ step, act, busy, problem, mayAct }: StepProps<'ask'>) {
  const [values, setValues] = useState<Record<string, string>>({});
  const wrong = fieldsOf(problem);
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (wrong) summary.current?.focus();
  }, [problem]); // once for each answer that was not taken
  const open = step.questions.filter((question) => question.required && !values[question.name]?.trim()).length;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (open === 0) act({ act: 'answer', values });
      }}
    >
      {wrong && (
        <div className="refusal" ref={summary} tabIndex={-1} role="alert">
          <ul>
            {Object.entries(wrong).map(([name, words]) => (
              <li key={name}>
                {step.questions.find((question) => question.name === name)?.label ?? name}: {words}
              </li>
            ))}
          </ul>
        </div>
      )}
      <Facts facts={step.facts} />
      <div className="fields">
        {step.questions.map((question) => (
          <Field key={question.name} label={question.label} hint={question.help ?? bounds(question)} error={wrong?.[question.name]} optional={!question.required}>
            {(field) => (
              <Control
                field={field}
                question={question}
                disabled={!mayAct}
                value={values[question.name] ?? ''}
                onChange={(value) => setValues({ ...values, [question.name]: value })}
              />
            )}
          </Field>
        ))}
      </div>
      {mayAct && (
        <Bar>
          <Button kind="primary" type="submit" busy={busy} keys="Control+Enter" locked={open ? `${open} ${open === 1 ? 'answer' : 'answers'} missing` : null} data-main>
            Go on
          </Button>
        </Bar>
      )}
    </form>
  );
}

interface ControlProps {
  field: { id: string };
  question: Question;
  disabled: boolean;
  value: string;
  onChange: (value: string) => void;
}

function Control({ field, question, disabled, value, onChange }: ControlProps) {
  const expected: Expected = question.expected;
  const common = { ...field, disabled, value, onChange: (event: { target: { value: string } }) => onChange(event.target.value) };
  switch (question.type) {
    case 'one-of':
    case 'yes-no': {
      const options = question.type === 'one-of' ? (expected.options ?? []) : [{ value: 'yes', label: 'Yes' }, { value: 'no', label: 'No' }];
      return (
        <select {...common}>
          <option value="">Choose</option>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      );
    }
    case 'words':
      return Number(expected.most ?? 0) > 120 ? <textarea {...common} rows={3} maxLength={Number(expected.most)} /> : <input {...common} />;
    case 'day':
      return <input {...common} type="date" {...(expected.earliest ? { min: expected.earliest } : {})} {...(expected.latest ? { max: expected.latest } : {})} />;
    case 'amount':
      return <input {...common} inputMode="decimal" />;
    case 'whole':
      return <input {...common} inputMode="numeric" />;
    case 'phone':
      return <input {...common} type="tel" autoComplete="off" />;
    case 'email':
      return <input {...common} type="email" autoComplete="off" />;
    case 'upload':
      return <input {...common} disabled placeholder="The customer uploads it on their page" />;
    default:
      return <input {...common} autoComplete="off" />;
  }
}

/** A bound for people: a number as it is, money in its currency. */
function text(bound: unknown): string | null {
  if (bound == null) return null;
  if (typeof bound !== 'object') return String(bound);
  const { text: written, minor, currency } = bound as Record<string, unknown>;
  if (typeof written === 'string') return written;
  return typeof minor === 'number' && typeof currency === 'string'
    ? new Intl.NumberFormat('en', { style: 'currency', currency }).format(minor / 100)
    : null;
}

function bounds({ type, expected: some }: Question): string | undefined {
  const expected: Expected = some;
  const [least, most] = [text(expected.least), text(expected.most)];
  if (type !== 'amount' && type !== 'whole') return undefined;
  if (least && most) return `From ${least} to ${most}`;
  return most ? `At most ${most}` : least ? `At least ${least}` : undefined;
}
