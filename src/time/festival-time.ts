import { DateTime } from 'luxon';

/**
 * Local times as `YYYY-MM-DDTHH:MM` in the festival's zone, instants as UTC `YYYY-MM-DDTHH:MM:SSZ`.
 * The server's own zone is never asked. The only module that imports Luxon.
 */
export const FESTIVAL_ZONE = 'Europe/Berlin';

/** Where "now" comes from; injected, so that tests and demonstrations choose their own. */
export interface Clock {
  /** The present instant, UTC, whole seconds. */
  now(): string;
}

export const systemClock: Clock = {
  now: () => toUtc(DateTime.utc()),
};

/** A clock that stands still at `instant`. */
export function fixedClock(instant: string): Clock {
  return { now: () => instant };
}

/** Whether `local` is a time that exists in the festival's zone: `2024-03-31T02:30`, skipped in spring, does not. */
export function isLocalTime(local: string): boolean {
  return (
    /^20\d\d-\d\d-\d\dT\d\d:\d\d$/.test(local) &&
    inZone(local).isValid &&
    inZone(local).toFormat(LOCAL_FORMAT) === local
  );
}

/** `toInstant('2024-09-22T17:30')` → `'2024-09-22T15:30:00Z'`. Of a repeated autumn hour, the first (summer time). */
export function toInstant(local: string): string {
  return toUtc(inZone(local).toUTC());
}

/** `toLocal('2024-09-22T15:30:00Z')` → `'2024-09-22T17:30'`. */
export function toLocal(instant: string): string {
  return DateTime.fromISO(instant, { zone: FESTIVAL_ZONE }).toFormat(LOCAL_FORMAT);
}

/**
 * The local time with its offset, as schema.org wants it: `'2024-09-22T17:30'` → `'2024-09-22T17:30+02:00'`.
 *
 * @param instant the same time as an instant, where it is known already
 */
export function withOffset(local: string, instant = toInstant(local)): string {
  const minutes = (Date.parse(`${local}Z`) - Date.parse(instant)) / 60_000;
  const clock = new Date(Math.abs(minutes) * 60_000).toISOString().slice(11, 16);
  return `${local}${minutes < 0 ? '-' : '+'}${clock}`;
}

/** The instant `count` minutes after `instant`. */
export function addMinutes(instant: string, count: number): string {
  return toUtc(DateTime.fromISO(instant, { zone: 'utc' }).plus({ minutes: count }));
}

function inZone(local: string): DateTime {
  // Which of two equal times Luxon means depends on the present season; the earlier one is always first here.
  return DateTime.fromISO(local, { zone: FESTIVAL_ZONE }).getPossibleOffsets()[0]!;
}

const LOCAL_FORMAT = "yyyy-MM-dd'T'HH:mm";

function toUtc(dateTime: DateTime): string {
  return dateTime.startOf('second').toISO({ suppressMilliseconds: true })!;
}
