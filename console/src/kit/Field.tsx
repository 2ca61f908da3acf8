import { useId, type ReactNode } from 'react';

interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | null | undefined;
  optional?: boolean;
  className?: string;
  children: (field: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }) => ReactNode;
}

/** A label, what to know, what is wrong, and the native control between them. */
export function Field({ label, hint, error, optional, className = '', children }: FieldProps) {
  const id = useId();
  const described = [hint && `${id}h`, error && `${id}e`].filter(Boolean).join(' ');
  return (
    <div className={`f ${error ? 'wrong' : ''} ${className}`}>
      <label htmlFor={id}>
        {label}
        {optional && <span className="mut"> (optional)</span>}
      </label>
      {hint && (
        <p className="hint" id={`${id}h`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="error" id={`${id}e`}>
          {error}
        </p>
      )}
      {children({ id, ...(described ? { 'aria-describedby': described } : {}), ...(error ? { 'aria-invalid': true } : {}) })}
    </div>
  );
}
