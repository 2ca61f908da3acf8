import { cleanup } from '@testing-library/react';
import { afterEach, beforeEach, vi } from 'vitest';

// what the page's machine has and happy-dom has not
// nothing is laid out: lists are as high as this
if (typeof HTMLElement !== 'undefined') {
  globalThis.ResizeObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { get: () => 600 });
  Object.defineProperty(HTMLElement.prototype, 'offsetWidth', { get: () => 600 });
}
if (typeof HTMLDialogElement !== 'undefined' && !HTMLDialogElement.prototype.showModal) {
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
}
if (typeof Element !== 'undefined') Element.prototype.scrollTo ??= () => undefined;

beforeEach(() => globalThis.localStorage?.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});
