import type { IconName } from './kit/Icon';
import type { Line, Presence } from './api/types';

/** Names of programs as words: `cannot-verify` is "Cannot verify". */
export function plain(name: string): string {
  const words = name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').replaceAll(/[-_.]/g, ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const SOURCES: Record<Line['source'], string> = {
  exception: 'Exception',
  'person-wanted': 'Asked for a person',
  answer: 'Waits for an answer',
  approval: 'Waits for approval',
  message: 'Message',
  consult: 'Question from a colleague',
};

export const sourceOf = (line: Line) => SOURCES[line.source];

export function iconOf(line: Line): IconName {
  if (line.state === 'call-back') return 'voice';
  if (line.kind === 'approval') return 'up';
  if (line.kind === 'message') return 'chat';
  if (line.kind === 'consult') return 'people';
  return line.source === 'exception' ? 'warn' : line.source === 'person-wanted' ? 'person' : 'doc';
}

/** What it is about, in the words at hand; a line knows no name and no account. */
export const about = (line: Line) => (line.intent ? plain(line.intent) : sourceOf(line));

const LANGUAGES = new Intl.DisplayNames(['en'], { type: 'language' });

export function languageName(code: string | null | undefined): string {
  if (!code) return 'Not known';
  try {
    return LANGUAGES.of(code) ?? code;
  } catch {
    return code;
  }
}

export function presenceWords(presence: Presence): string {
  if (presence.wrapUp) return 'Wrapping up';
  if (presence.state === 'away') return presence.reason ? `Away, ${presence.reason.replaceAll('-', ' ')}` : 'Away';
  return presence.state === 'available' ? 'Available' : 'Offline';
}

const CHANNELS: Record<string, { name: string; icon: IconName }> = {
  sms: { name: 'Text', icon: 'sms' },
  email: { name: 'Email', icon: 'mail' },
  voice: { name: 'Call', icon: 'voice' },
  phone: { name: 'Call', icon: 'voice' },
  whatsapp: { name: 'WhatsApp', icon: 'chat' },
  chat: { name: 'Chat', icon: 'chat' },
  web: { name: 'Page', icon: 'link' },
  desk: { name: 'Desk', icon: 'person' },
};

export const channel = (code: string) => CHANNELS[code] ?? { name: plain(code), icon: 'doc' as const };

/** Fields of identity that we know by name; others are told by theirs. */
export const identityField = (name: string) =>
  ({
    dateOfBirth: { label: 'Date of birth', type: 'date', autoComplete: 'off' },
    postalCode: { label: 'Postal code', type: 'text', autoComplete: 'off' },
  })[name] ?? { label: plain(name), type: 'text', autoComplete: 'off' };

const PROOFS: Record<string, string> = {
  'desk+facts': 'known facts, asked here',
  'link+facts': 'known facts, on their page',
  'link+code': 'a code, on their page',
};

/** By what somebody was proven to be the customer. */
export const proofWords = (method: string) => PROOFS[method] ?? plain(method).toLowerCase();
