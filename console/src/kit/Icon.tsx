import type { ReactNode } from 'react';

export type IconName = keyof typeof SHAPES;

/** Drawn for us on a grid of 16, strokes of 1.5 with round ends. */
const SHAPES = {
  voice: (
    <>
      <path d="M5.6 2.2 3.4 2.5c-.6.1-1 .6-.9 1.2.5 5.3 4.5 9.3 9.8 9.8.6.1 1.1-.3 1.2-.9l.3-2.2-3-1.3-1.5 1.300C7.5 9.5 6.5 8.5 5.6 6.700l1.3-1.500z"/>
    </>
  ),
  sms: (
    <>
      <path d="M2.5 3.500h11v7h-6l-3 2.500v-2.500h-2z"/><path d="M5.5 6h5M5.5 8h3"/>
    </>
  ),
  chat: (
    <>
      <path d="M2.6 13.400l.9-2.700a5.6 5.6 0 1 1 2 1.900z"/><path d="M5.8 7.900h.01M8.2 7.900h.01M10.6 7.900h.01"/>
    </>
  ),
  mail: (
    <>
      <rect x="2" y="3.5" width="12" height="9" rx="1.5"/><path d="m2.5 4.5 5.5 4 5.5-4"/>
    </>
  ),
  inbox: (
    <>
      <path d="M2.5 9.5 4 3.500h8l1.5 6v3h-11z"/><path d="M2.5 9.500h3l1 1.500h3l1-1.500h3"/>
    </>
  ),
  wall: (
    <>
      <path d="M2.5 13.500v-4M6.2 13.500v-8M9.8 13.500v-6M13.5 13.500v-11"/>
    </>
  ),
  book: (
    <>
      <path d="M8 4c-1.5-1-3.5-1.2-5.5-1v9c2-.2 4 0 5.5 1 1.5-1 3.5-1.2 5.5-1V3C11.5 2.8 9.5 3 8 4zM8 4v9"/>
    </>
  ),
  check: (
    <>
      <path d="m3.5 8.5 3 3 6-7"/>
    </>
  ),
  lock: (
    <>
      <rect x="3.5" y="7" width="9" height="6.5" rx="1.2"/><path d="M5.5 7V5.200a2.5 2.5 0 0 1 5 0V7"/>
    </>
  ),
  warn: (
    <>
      <path d="M8 2.5 14 13H2z"/><path d="M8 6.500v3M8 11.300h.01"/>
    </>
  ),
  xfer: (
    <>
      <path d="M2.5 5.500h10M10 3l2.5 2.500L10 8M13.5 10.500h-10M6 8l-2.5 2.500L6 13"/>
    </>
  ),
  end: (
    <>
      <path d="M2 9.500c3.5-3.3 8.5-3.3 12 0l-1.5 1.8-2.7-1.100V8.400M2 9.500l1.5 1.8 2.7-1.100V8.4"/>
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4.3"/><path d="m10.3 10.3 3.2 3.2"/>
    </>
  ),
  up: (
    <>
      <path d="M8 13V4M4.5 7 8 3.5 11.5 7"/>
    </>
  ),
  gear: (
    <>
      <circle cx="8" cy="8" r="2.2"/><path d="M8 1.800v2M8 12.200v2M1.8 8h2M12.2 8h2M3.6 3.6 5 5M11 11l1.4 1.400M12.4 3.6 11 5M5 11l-1.4 1.4"/>
    </>
  ),
  clock: (
    <>
      <circle cx="8" cy="8" r="5.7"/><path d="M8 4.800V8l2.2 1.6"/>
    </>
  ),
  link: (
    <>
      <path d="M6.8 9.2 9.2 6.800M7.5 4.800l1.3-1.300a2.6 2.6 0 0 1 3.7 3.700l-1.3 1.300M8.5 11.200l-1.3 1.300a2.6 2.6 0 0 1-3.7-3.700l1.3-1.3"/>
    </>
  ),
  chev: (
    <>
      <path d="m5 6.5 3 3 3-3"/>
    </>
  ),
  stop: (
    <>
      <circle cx="8" cy="8" r="5.7"/><path d="m4 12 8-8"/>
    </>
  ),
  doc: (
    <>
      <path d="M4 2.500h5l3 3v8H4z"/><path d="M9 2.500v3h3M6 8.500h4M6 11h4"/>
    </>
  ),
  pause: (
    <>
      <path d="M5.5 3.500v9M10.5 3.500v9"/>
    </>
  ),
  people: (
    <>
      <circle cx="6" cy="5.5" r="2.3"/><path d="M2 13c.3-2.6 1.9-4 4-4s3.7 1.4 4 4M10.5 3.5a2.3 2.3 0 0 1 0 4M11.5 9.3c1.5.4 2.3 1.7 2.5 3.7"/>
    </>
  ),
  person: (
    <>
      <circle cx="8" cy="5.2" r="2.6"/><path d="M3 13.5c.3-2.8 2.3-4.2 5-4.2s4.7 1.4 5 4.2"/>
    </>
  ),
  reply: (
    <>
      <path d="M6.500 4 2.500 8l4 4M3 8h6.500c2.500 0 4 1.500 4 4"/>
    </>
  ),
  eye: (
    <>
      <path d="M1.800 8S4 3.800 8 3.800 14.200 8 14.200 8 12 12.200 8 12.200 1.800 8 1.800 8z"/><circle cx="8" cy="8" r="1.900"/>
    </>
  ),
  card: (
    <>
      <rect x="2" y="3.500" width="12" height="9" rx="1.500"/><path d="M2 6.500h12M4.500 10h2.500"/>
    </>
  ),
  close: (
    <>
      <path d="m4 4 8 8M12 4l-8 8"/>
    </>
  ),
  leave: (
    <>
      <path d="M6.500 3h-3v10h3M10 5l3 3-3 3M13 8H6.500"/>
    </>
  ),
  move: (
    <>
      <path d="M2.500 8h10M9.500 5l3 3-3 3"/>
    </>
  ),
} satisfies Record<string, ReactNode>;

/** An icon; without a name it is decoration. */
export function Icon({ of, name, className = '' }: { of: IconName; name?: string; className?: string }) {
  return (
    <svg
      className={`i ${className}`}
      viewBox="0 0 16 16"
      {...(name ? { role: 'img', 'aria-label': name } : { 'aria-hidden': true })}
    >
      {SHAPES[of]}
    </svg>
  );
}
