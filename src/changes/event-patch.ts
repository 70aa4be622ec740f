import { isDeepStrictEqual } from 'node:util';
import { ACCESS_FEATURES, AUDIENCES } from '#src/filter/vocabulary.ts';
import type { EventValues } from './event-values.ts';

/** What of an event a correction changes: the fields' names with their new values. */
export type EventPatch = Partial<EventValues>;

/** Which fields of `after` say something else than `before`; in what order things are named that have none is nothing. */
export function patchBetween(before: EventValues, after: EventValues): EventPatch {
  const fields = Object.keys(after) as (keyof EventValues)[];
  return pick(
    after,
    fields.filter((field) => !isSame(field, before, after)),
  );
}

/** What an event would say with a correction, as far as nobody has changed the same since it was written. */
export function withCorrection(
  current: EventValues,
  { base, patch }: { readonly base: EventPatch; readonly patch: EventPatch },
): EventValues {
  const fields = Object.keys(patch) as (keyof EventValues)[];
  const open = fields.filter((field) => isSame(field, current, base));
  return { ...current, ...pick(patch, open) };
}

/** Whether both say the same in a field. */
export function isSame(field: keyof EventValues, one: EventPatch, other: EventPatch): boolean {
  return isDeepStrictEqual(inOrder(one)[field], inOrder(other)[field]);
}

export function pick(values: EventPatch, fields: readonly (keyof EventValues)[]): EventPatch {
  return Object.fromEntries(fields.map((field) => [field, values[field]]));
}

/** The same, each once and in the one order in which the catalogue gives them back. */
function inOrder({ dates, audiences, access, ...others }: EventPatch): EventPatch {
  return {
    ...others,
    ...(audiences && { audiences: AUDIENCES.filter((audience) => audiences.includes(audience)) }),
    ...(access && { access: ACCESS_FEATURES.filter((feature) => access.includes(feature)) }),
    ...(dates && {
      dates: dates.toSorted((a, b) => ascending(a.start, b.start) || ascending(a.uid ?? '~', b.uid ?? '~')),
    }),
  };
}

function ascending(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
