import { useEffect, useState, type ReactNode } from 'react';
import { Problem } from '../api/http';
import { Button } from './Button';
import { Icon, type IconName } from './Icon';
import { inFull, when } from './time';

/** Nothing for 300 ms, then the shape of what comes. */
export function Loading({ what, rows = 4 }: { what: string; rows?: number }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return <div className="loading" aria-busy="true" />;
  return (
    <div className="loading" aria-busy="true">
      <span className="vh">{what} is loading</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="skeleton" />
      ))}
    </div>
  );
}

export function Empty({ icon = 'inbox', title, children }: { icon?: IconName; title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <Icon of={icon} />
      <strong>{title}</strong>
      {children && <p>{children}</p>}
    </div>
  );
}

/** What failed, as the API words it, and one thing to do. */
export function Failure({ problem, onRetry }: { problem: unknown; onRetry?: () => void }) {
  const known = problem instanceof Problem ? problem : null;
  return (
    <div className="failure" role="alert">
      <Icon of="warn" />
      <div>
        <strong>{known ? known.message : 'This cannot be shown.'}</strong>
        {known?.reference && <small>Reference {known.reference}</small>}
      </div>
      {onRetry && <Button onClick={onRetry}>Try again</Button>}
    </div>
  );
}

export function Tag({ tone = '', icon, children }: { tone?: '' | 'ok' | 'warn' | 'bad' | 'info'; icon?: IconName; children: ReactNode }) {
  return (
    <span className={`tag ${tone}`}>
      {icon && <Icon of={icon} />}
      {children}
    </span>
  );
}

/** An instant: the time, on another day with the date; in full with the zone when pointed at. */
export function Time({ at, className }: { at: string; className?: string }) {
  return (
    <time dateTime={at} title={inFull(at)} className={className}>
      {when(at)}
    </time>
  );
}
