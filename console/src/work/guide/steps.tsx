import { useEffect, useRef, useState } from 'react';
import { Button } from '../../kit/Button';
import { Field } from '../../kit/Field';
import { Icon } from '../../kit/Icon';
import { useCommand } from '../../kit/keys';
import { channel, plain } from '../../words';
import { Identity } from '../Identity';
import { PaymentLink } from '../PaymentLink';
import { Bar, Carried, DueBy, Facts, mayProve, type StepProps } from './parts';

export const Verify = ({ step, window, mayAct }: StepProps<'verify'>) =>
  mayAct && mayProve(window) ? (
    <Identity window={window} attemptsLeft={step.attemptsLeft} />
  ) : (
    <p>The customer has to prove who they are.</p>
  );

/** Words that must be read out exactly; what counts is kept with text, version and language. */
export function Disclose({ step, act, busy, mayAct }: StepProps<'disclose'>) {
  const [since] = useState(() => performance.now());
  const [quick, setQuick] = useState(false);
  const said = { text: step.text, version: step.version, language: step.language };
  const read = () => {
    if (!quick && performance.now() - since < step.readSeconds * 500) setQuick(true);
    else act({ act: 'acknowledge', ...said });
  };
  useCommand('I read it aloud', 'This case', 'd', read, mayAct);
  return (
    <>
      <section className="must" id="must" aria-labelledby="must-heading">
        <h3 id="must-heading">
          <Icon of="warn" />
          Read this aloud before you go on
        </h3>
        <p lang={step.language}>“{step.words}”</p>
        {mayAct && (
          <Button onClick={read} busy={busy} keys="d">
            {quick ? 'Yes, all of it' : 'I read it aloud'}
          </Button>
        )}
        <span className="meta">
          {step.title} · version {step.version} · {step.language} · {step.readSeconds} seconds
        </span>
      </section>
      {quick && (
        <p className="ask-once" role="alert">
          That was quick: it takes about {step.readSeconds} seconds. Was all of it read?
        </p>
      )}
      {mayAct && (
        <Bar left="Both answers are kept as evidence.">
          <Button kind="quiet" onClick={() => act({ act: 'refuse-words', ...said })} busy={busy}>
            They do not want to hear it
          </Button>
        </Bar>
      )}
    </>
  );
}

export const Show = ({ step, act, busy, mayAct }: StepProps<'show'>) => (
  <>
    <Facts facts={step.facts} />
    {mayAct && (
      <Bar>
        <Button kind="primary" onClick={() => act({ act: 'continue' })} busy={busy} keys="Control+Enter" data-main>
          Go on
        </Button>
      </Bar>
    )}
  </>
);

/** What may be chosen, whose limit it is within, and why the rest may not be. */
export function Choose({ step, act, busy, mayAct }: StepProps<'choose'>) {
  const [choice, setChoice] = useState<string | null>(null);
  const chosen = step.options.find((option) => option.choice === choice);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen) act({ act: 'choose', choice: chosen.choice });
      }}
    >
      <Facts facts={step.facts} />
      <fieldset>
        <legend>What did they choose?</legend>
        <div className="opts">
          {step.options.map((option) => (
            <label key={option.choice} className={option.choice === choice ? 'opt on' : 'opt'}>
              <input type="radio" name="choice" disabled={!mayAct} checked={option.choice === choice} onChange={() => setChoice(option.choice)} />
              <span>
                <b>{option.label}</b> {option.hint && <span className="d">{option.hint}</span>}
              </span>
              {option.approval ? (
                <span className="w tone-warn">Needs approval: {plain(option.approval).toLowerCase()}</span>
              ) : (
                <span className="w tone-ok">Within your limit</span>
              )}
            </label>
          ))}
          {step.notAllowed.map((option) => (
            <div key={option.choice} className="opt off">
              <Icon of="lock" name="Not allowed" />
              <span>
                <b>{option.label}</b> <span className="d">{option.reason}</span>
              </span>
              <span className="w mut">Not allowed</span>
            </div>
          ))}
        </div>
      </fieldset>
      {mayAct && (
        <Bar left={chosen?.approval ? 'The request goes to those who may decide it. You can keep talking.' : null}>
          <Button kind="primary" type="submit" busy={busy} keys="Control+Enter" locked={chosen ? null : 'Nothing chosen yet'} data-main>
            {chosen?.approval ? `Ask for approval of “${chosen.label}”` : chosen ? `Go on with “${chosen.label}”` : 'Go on'}
          </Button>
        </Bar>
      )}
    </form>
  );
}

/** A list to be gone through; each line with what shows that it is so. */
export function Check({ step, act, busy, mayAct, problem }: StepProps<'check'> & { problem: unknown }) {
  const [evidence, setEvidence] = useState<Record<string, string>>({});
  const open = step.lines.filter((line) => line.required && !evidence[line.name]?.trim()).length;
  const first = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problem) first.current?.focus();
  }, [problem]);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (open === 0) act({ act: 'check', evidence });
      }}
    >
      <div className="checklist" ref={first} tabIndex={-1}>
        {step.lines.map((line) => (
          <Field key={line.name} label={line.label} hint={line.help ?? (line.evidence ? `Evidence: ${plain(line.evidence).toLowerCase()}` : undefined)} optional={!line.required}>
            {(field) => (
              <input {...field} disabled={!mayAct} value={evidence[line.name] ?? ''} onChange={(event) => setEvidence({ ...evidence, [line.name]: event.target.value })} />
            )}
          </Field>
        ))}
      </div>
      {mayAct && (
        <Bar left={<DueBy at={step.dueBy} />}>
          <Button kind="primary" type="submit" busy={busy} keys="Control+Enter" locked={open ? `${open} without evidence` : null} data-main>
            All checked
          </Button>
        </Bar>
      )}
    </form>
  );
}

export function Assigned({ step, act, busy, mayAct }: StepProps<'assigned'>) {
  const [result, setResult] = useState('');
  const [note, setNote] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (result) act({ act: 'return', result, note });
      }}
    >
      <Carried carried={step.carried} />
      <fieldset>
        <legend>What came of it?</legend>
        <div className="opts">
          {step.results.map((each) => (
            <label key={each} className={each === result ? 'opt on' : 'opt'}>
              <input type="radio" name="result" disabled={!mayAct} checked={each === result} onChange={() => setResult(each)} />
              <b>{plain(each)}</b>
            </label>
          ))}
        </div>
      </fieldset>
      <Field label="What is to be known about it" optional>
        {(field) => <textarea {...field} rows={3} maxLength={2000} disabled={!mayAct} value={note} onChange={(event) => setNote(event.target.value)} />}
      </Field>
      {mayAct && (
        <Bar left={<DueBy at={step.dueBy} />}>
          <Button kind="primary" type="submit" busy={busy} keys="Control+Enter" locked={result ? null : 'No result chosen yet'} data-main>
            Hand it back
          </Button>
        </Bar>
      )}
    </form>
  );
}

export function Approve({ step, act, busy }: StepProps<'approve'>) {
  const [reason, setReason] = useState('');
  const [refusing, setRefusing] = useState(false);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (refusing && reason.trim()) act({ act: 'refuse', reason: reason.trim() });
        else if (!refusing && !step.mayNot) act(reason.trim() ? { act: 'approve', reason: reason.trim() } : { act: 'approve' });
      }}
    >
      <dl className="kv facts">
        <div>
          <dt>To decide</dt>
          <dd>{plain(step.authority)}</dd>
        </div>
        {step.amount && (
          <div>
            <dt>Amount</dt>
            <dd>
              <b>{step.amount.text}</b>
            </dd>
          </div>
        )}
        {step.requestedBy && (
          <div>
            <dt>Asked by</dt>
            <dd>{step.requestedBy}</dd>
          </div>
        )}
      </dl>
      <Carried carried={step.carried} />
      <Field label="Reason" optional={!refusing}>
        {(field) => <input {...field} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      <Bar left={<DueBy at={step.dueBy} />}>
        {refusing ? (
          <>
            <Button kind="quiet" onClick={() => setRefusing(false)}>
              Back
            </Button>
            <Button kind="danger" type="submit" busy={busy} locked={reason.trim() ? null : 'Say why'}>
              Refuse
            </Button>
          </>
        ) : (
          <>
            <Button onClick={() => setRefusing(true)}>Refuse …</Button>
            <Button kind="primary" type="submit" busy={busy} locked={step.mayNot?.reason}>
              Approve{step.amount ? ` ${step.amount.text}` : ''}
            </Button>
          </>
        )}
      </Bar>
    </form>
  );
}

export const Pay = ({ step, window, mayAct }: StepProps<'pay'>) => (
  <>
    <p className="amount">
      <b>{step.amount?.text ?? 'The amount is shown once the person is proven.'}</b> {step.description}
    </p>
    {step.previousDecline && (
      <p className="refusal">
        <Icon of="stop" />
        <span>The last try was declined: {step.previousDecline}</span>
      </p>
    )}
    <p className="hint">The customer pays on their own page. Never take card numbers down, and ask for none.</p>
    {mayAct && window.actions.includes('payment-link') && <PaymentLink window={window} />}
  </>
);

export function Arrange({ step, act, busy, mayAct }: StepProps<'arrange'>) {
  const [date, setDate] = useState(step.earliest);
  const [instalments, setInstalments] = useState(step.plans[0]?.instalments ?? 0);
  const plan = step.plans.find((each) => each.instalments === instalments);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        act(step.arrangement === 'plan' ? { act: 'propose', date, instalments } : { act: 'propose', date });
      }}
    >
      {step.amount && (
        <p className="amount">
          <b>{step.amount.text}</b> {step.arrangement === 'plan' ? 'in instalments' : 'promised for a day'}
        </p>
      )}
      <div className="fields">
        {step.arrangement === 'plan' && (
          <Field label="Instalments">
            {(field) => (
              <select {...field} disabled={!mayAct} value={instalments} onChange={(event) => setInstalments(Number(event.target.value))}>
                {step.plans.map((each) => (
                  <option key={each.instalments} value={each.instalments}>
                    {each.instalments}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
        <Field label={step.arrangement === 'plan' ? 'First payment' : 'Day'}>
          {(field) => <input {...field} type="date" disabled={!mayAct} min={step.earliest} max={step.latest} value={date} onChange={(event) => setDate(event.target.value)} required />}
        </Field>
        {plan && (
          <p className="sched">
            {plan.instalments - 1} × {plan.each.text}, last <b>{plan.last.text}</b>
          </p>
        )}
      </div>
      {mayAct && (
        <Bar>
          <Button kind="quiet" onClick={() => act({ act: 'decline-terms' })} busy={busy}>
            They do not agree
          </Button>
          <Button kind="primary" type="submit" busy={busy} keys="Control+Enter" data-main>
            Agree on it
          </Button>
        </Bar>
      )}
    </form>
  );
}

const WAITS: Record<string, string> = {
  payment: 'The payment is under way. Do not ask them to pay again; this page moves by itself.',
  writeback: 'The system of record is being updated. Nothing is to be done; this page moves by itself.',
};

export const Waiting = ({ step }: StepProps<'waiting'>) => (
  <p className="stands">
    <Icon of="clock" />
    {WAITS[step.reason] ?? `Waiting: ${plain(step.reason).toLowerCase()}. This page moves by itself.`}
  </p>
);

/** The case stopped and waits for a person: where it may go on, and why elsewhere it may not. */
export function WithPerson({ step, act, busy, mayAct }: StepProps<'with-person'>) {
  const [to, setTo] = useState('');
  const [reason, setReason] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (to && reason.trim()) act({ act: 'resume', step: to, reason: reason.trim() });
      }}
    >
      <p>The case stopped here and waits for a person{step.queue ? ` of ${step.queue}` : ''}.</p>
      {step.resumable.length > 0 && (
        <fieldset>
          <legend>Where does it go on?</legend>
          <div className="opts">
            {step.resumable.map((each) =>
              each.allowed ? (
                <label key={each.step} className={each.step === to ? 'opt on' : 'opt'}>
                  <input type="radio" name="resume" disabled={!mayAct} checked={each.step === to} onChange={() => setTo(each.step)} />
                  <span>
                    <b>{each.title}</b> {plain(each.step) !== each.title && <span className="d">{plain(each.step)}</span>}
                  </span>
                </label>
              ) : (
                <div key={each.step} className="opt off">
                  <Icon of="lock" name="Not allowed" />
                  <span>
                    <b>{each.title}</b> <span className="d">{each.reason}</span>
                  </span>
                </div>
              ),
            )}
          </div>
        </fieldset>
      )}
      {mayAct && step.resumable.some((each) => each.allowed) && (
        <>
          <Field label="Why" hint="Kept with the case.">
            {(field) => <input {...field} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />}
          </Field>
          <Bar left={<DueBy at={step.dueBy} />}>
            <Button kind="primary" type="submit" busy={busy} keys="Control+Enter" locked={!to ? 'No step chosen yet' : reason.trim() ? null : 'Say why'} data-main>
              Let it go on
            </Button>
          </Bar>
        </>
      )}
    </form>
  );
}

export const Elsewhere = ({ step }: StepProps<'elsewhere'>) => (
  <p className="stands">
    <Icon of="link" />
    This step is done by the customer, by {step.channels.map((each) => channel(each).name.toLowerCase()).join(' or ') || 'another channel'}. This page moves by itself.
  </p>
);

export const Finished = ({ step }: StepProps<'finished'>) => (
  <>
    <p className={`stands ${step.success ? 'tone-ok' : ''}`}>
      <Icon of={step.success ? 'check' : 'doc'} />
      <b>{plain(step.outcome)}</b>
    </p>
    <Facts facts={step.facts} />
  </>
);
