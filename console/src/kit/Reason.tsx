import { Button } from './Button';
import { Field } from './Field';

interface ReasonProps {
  /** Who will read it. */
  hint: string;
  reason: string;
  onReason: (reason: string) => void;
  /** What the button says that does it. */
  button: string;
  busy: boolean;
  locked: string | null;
  onClose: () => void;
}

/** The end of a form for what nobody does without a reason: why, and the two ways on. */
export function Reason({ hint, reason, onReason, button, busy, locked, onClose }: ReasonProps) {
  return (
    <>
      <Field label="Why" hint={hint}>
        {(field) => <input {...field} maxLength={300} value={reason} onChange={(event) => onReason(event.target.value)} />}
      </Field>
      <div className="acts end">
        <Button kind="quiet" onClick={onClose}>
          Back
        </Button>
        <Button kind="primary" type="submit" busy={busy} locked={locked}>
          {button}
        </Button>
      </div>
    </>
  );
}
