import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { Icon } from './Icon';

const SETTLED = 100;
const isNowhere = (element: Element | null) => element === null || element === document.body;

interface DialogProps {
  title: string;
  onClose: () => void;
  wide?: boolean;
  children: ReactNode;
}

/**
 * A native modal: focus stays inside, Escape closes it. The focus goes back to where it was in the moment the dialog goes, so that no
 * key pressed right after is taken from what it was meant for; where that is gone, as a button that did its work, it goes to the page.
 */
export function Dialog({ title, onClose, wide, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useLayoutEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    if (element && !element.open) {
      element.showModal(); // which gives the focus to the first button, the one that closes
      element.querySelector<HTMLElement>('[role=combobox], form select, form input, form textarea')?.focus();
    }
    return () => {
      element?.close();
      if (!(before instanceof HTMLElement) || before === document.body) return;
      before.focus();
      // what opened it may leave the page with the answer that closed it
      setTimeout(() => {
        if (!before.isConnected && isNowhere(document.activeElement)) document.querySelector<HTMLElement>('#main')?.focus();
      }, SETTLED);
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className={wide ? 'dialog wide' : 'dialog'}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header>
        <h2 id={heading}>{title}</h2>
        <button type="button" className="close" aria-label="Close" onClick={onClose}>
          <Icon of="close" />
        </button>
      </header>
      {children}
    </dialog>
  );
}
