import { isDeepStrictEqual } from 'node:util';
import type { EventBase } from '#src/changes/event-editing.ts';
import { isSame, type EventPatch } from '#src/changes/event-patch.ts';
import type { EventValues } from '#src/changes/event-values.ts';

/** What comes of a form when somebody else saved the same event meanwhile. */
export interface Merged {
  readonly values: EventValues;
  readonly closed: boolean;
  /** What both have changed to something else: here stands what the form says. */
  readonly both: readonly (keyof EventValues)[];
  /** What only the other one has changed. */
  readonly taken: readonly (keyof EventValues)[];
}

/**
 * Puts together what two people made of the same event: what only one of them has changed is as they want it. Of texts,
 * that is told for each language.
 *
 * @param base what the form was opened with; null where that cannot be read: then all that differs was changed by both
 */
export function merge(base: EventBase | null, typed: EventBase, current: EventBase): Merged {
  const fields = Object.keys(typed.values) as (keyof EventValues)[];
  const isBase = (field: keyof EventValues, values: EventValues) => base !== null && isSame(field, base.values, values);
  const differing = fields.filter((field) => !isSame(field, typed.values, current.values));
  const taken = differing.filter((field) => isBase(field, typed.values));
  const open = differing.filter((field) => !isBase(field, typed.values) && !isBase(field, current.values));
  const texts = mergeTexts(base?.values.texts ?? {}, typed.values.texts, current.values.texts);
  const isTextMerged = open.includes('texts') && texts.isClear;
  return {
    values: {
      ...typed.values,
      ...(Object.fromEntries(taken.map((field) => [field, current.values[field]])) as EventPatch),
      ...(open.includes('texts') && { texts: texts.merged }),
    },
    closed: base !== null && base.closed === typed.closed ? current.closed : typed.closed,
    both: open.filter((field) => !(field === 'texts' && isTextMerged)),
    taken: isTextMerged ? [...taken, 'texts'] : taken,
  };
}

type Texts = EventValues['texts'];

/** @returns `isClear` where no language was changed by both */
function mergeTexts(base: Texts, typed: Texts, current: Texts): { merged: Texts; isClear: boolean } {
  const languages = [...new Set([...Object.keys(typed), ...Object.keys(current)])].sort();
  let isClear = true;
  const merged = languages.flatMap((language) => {
    const [was, mine, theirs] = [base[language], typed[language], current[language]];
    const isMineNew = !isDeepStrictEqual(was, mine);
    const isTheirsNew = !isDeepStrictEqual(was, theirs);
    if (isMineNew && isTheirsNew && !isDeepStrictEqual(mine, theirs)) isClear = false;
    // What somebody has written is not lost because the other one took the language away.
    const kept = isMineNew ? (mine ?? (isTheirsNew ? theirs : undefined)) : theirs;
    return kept ? [[language, kept] as const] : [];
  });
  return { merged: Object.fromEntries(merged), isClear };
}
