import { cleanup } from '@testing-library/react';
import { afterEach, beforeEach, vi } from 'vitest';

// what the page's machine has and happy-dom has not
if (!HTMLDialogElement.prototype.showModal) {
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
}
Element.prototype.scrollTo ??= () => undefined;

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});
