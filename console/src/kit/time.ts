import { useEffect, useState } from 'react';

let skew = 0;

/** Takes over the server's time, so that what is left of an offer is right on a machine whose clock is not. */
export function setServerTime(now: string) {
  skew = Date.parse(now) - Date.now();
}

export const serverNow = () => Date.now() + skew;

/** The server's time now, again every so many ms. */
export function useNow(every: number): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}

export const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const seconds = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const dayOf = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long' });

export const clockTime = (instant: string | number) => clock.format(new Date(instant));
/** `09:42 CST`: the time of another place, with its zone's name. */
export const clockIn = (instant: number, timeZone: string) =>
  new Intl.DateTimeFormat('en-US', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone, timeZoneName: 'short' }).format(new Date(instant));
export const clockSeconds = (instant: string | number) => seconds.format(new Date(instant));
export const day = (instant: string | number) => dayOf.format(new Date(instant));
/** With the zone; for titles. */
export const inFull = (instant: string) => full.format(new Date(instant));

/** `09:42` today, `22 Nov, 09:42` on another day. */
export function when(instant: string, now: number = serverNow()): string {
  return day(instant) === day(now) ? clockTime(instant) : `${day(instant)}, ${clockTime(instant)}`;
}

/** A wait, as long as it needs: `0:48`, `3:40`, `2 h 10`, `3 d`. */
export function span(secs: number): string {
  const whole = Math.max(0, Math.round(secs));
  if (whole >= 86_400 * 2) return `${Math.floor(whole / 86_400)} d`;
  if (whole >= 3600) return `${Math.floor(whole / 3600)} h ${String(Math.floor((whole % 3600) / 60)).padStart(2, '0')}`;
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** Roughly, for lists: `now`, `4m`, `2h`, `3d`. */
export function age(since: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(since)) / 60_000);
  if (minutes < 1) return 'now';
  if (minutes < 60) return `${minutes}m`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)}h` : `${Math.floor(minutes / 1440)}d`;
}

/** In words, for people who listen. */
export function inWords(secs: number): string {
  const whole = Math.max(0, Math.round(secs));
  if (whole < 60) return `${whole} seconds`;
  const all = Math.round(whole / 60);
  if (all < 60) return `${all} min`;
  return `${Math.floor(all / 60)} h${all % 60 ? ` ${all % 60} min` : ''}`;
}

/** `PT4M10S` in seconds. */
export function fromIso(duration: string): number {
  const parts = /^P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/.exec(duration);
  if (!parts) return 0;
  const [days = 0, hours = 0, minutes = 0, secs = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  return days * 86_400 + hours * 3600 + minutes * 60 + secs;
}
