import { useId, type ButtonHTMLAttributes, type ReactNode } from 'react';
import { Icon, type IconName } from './Icon';
import { written } from './keys';

interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'> {
  kind?: 'plain' | 'primary' | 'quiet' | 'danger';
  icon?: IconName;
  /** The key that does the same. */
  keys?: string;
  /** Under way: keeps its name, takes no second press. */
  busy?: boolean;
  /** Why it cannot be pressed now; a locked button always says so. */
  locked?: string | null | undefined;
  children: ReactNode;
}

const KINDS = { plain: '', primary: 'p', quiet: 'q', danger: 'danger' };

export function Button({ kind = 'plain', icon, keys, busy, locked, children, onClick, ...rest }: ButtonProps) {
  const why = useId();
  const stopped = busy || Boolean(locked);
  return (
    <>
      {locked && (
        <span id={why} className="why">
          <Icon of="lock" />
          {locked}
        </span>
      )}
      <button
        type="button"
        {...rest}
        className={`btn ${KINDS[kind]} ${rest.className ?? ''}`}
        aria-disabled={stopped || undefined}
        aria-busy={busy || undefined}
        aria-describedby={locked ? why : rest['aria-describedby']}
        aria-keyshortcuts={keys}
        onClick={(event) => {
          if (stopped) event.preventDefault();
          else onClick?.(event);
        }}
      >
        {icon && <Icon of={icon} />}
        {children}
        {keys && <kbd aria-hidden="true">{written(keys)}</kbd>}
      </button>
    </>
  );
}
