import { diffWords } from 'diff';
import type { EventPatch } from '#src/changes/event-patch.ts';
import type { EventValues } from '#src/changes/event-values.ts';
import type { Picture } from '#src/media/media-address.ts';
import { fieldsInWords } from '#src/submissions/submission-in-words.ts';
import { EVENT_FIELDS, linesOf, type ValueLine, type ValueNames } from './value-lines.ts';

/** What differs in one field of an event. */
export interface Difference {
  readonly field: keyof EventValues;
  /** In words: `'Wann'`. */
  readonly name: string;
  readonly lines: readonly DifferentLine[];
  /** Of a picture that is another one now. */
  readonly pictures: { readonly before: Picture | null; readonly after: Picture | null } | null;
}

/** A line that is another one in both, with its words marked. */
export interface DifferentLine extends Pick<ValueLine, 'label' | 'language'> {
  readonly parts: readonly WordPart[];
}

export interface WordPart {
  readonly is: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Texts that have hardly a word in common are told as a whole, before their comparison takes long. */
const COMPARING_MS = 100;

/** What differs in the fields that `after` has, field by field in the order of the form. */
export function differencesOf(before: EventPatch, after: EventPatch, names: ValueNames): Difference[] {
  return EVENT_FIELDS.filter((field) => after[field] !== undefined).flatMap((field): Difference[] => {
    const lines = differentLines(linesOf(field, before, names), linesOf(field, after, names));
    const pictures = field === 'picture' ? picturesOf(before, after) : null;
    if (lines.length === 0 && !pictures) return [];
    return [{ field, name: fieldsInWords([field], names.i18n), lines, pictures }];
  });
}

function differentLines(before: readonly ValueLine[], after: readonly ValueLine[]): DifferentLine[] {
  const was = new Map(before.map((line) => [line.key, line]));
  const is = new Map(after.map((line) => [line.key, line]));
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key): DifferentLine[] => {
    const [old, present] = [was.get(key), is.get(key)];
    const { label, language } = (present ?? old)!;
    if (key === 'file' || old?.text === present?.text) return [];
    return [{ label, language, parts: wordParts(old?.text ?? '', present?.text ?? '', language ?? 'de') }];
  });
}

/**
 * `wordParts('um 18 Uhr', 'um 19 Uhr', 'de')` → same `'um '`, removed `'18'`, added `'19'`, same `' Uhr'`
 *
 * @param language of both texts: not every one has spaces where words end
 */
export function wordParts(before: string, after: string, language: string): WordPart[] {
  const intlSegmenter = new Intl.Segmenter(language, { granularity: 'word' });
  const changes = diffWords(before, after, { intlSegmenter, timeout: COMPARING_MS }) as
    readonly { readonly value: string; readonly added: boolean; readonly removed: boolean }[] | undefined;
  if (changes) {
    return changes.map(({ value, added, removed }) => ({
      is: added ? 'added' : removed ? 'removed' : 'same',
      text: value,
    }));
  }
  const whole: WordPart[] = [
    { is: 'removed', text: before },
    { is: 'added', text: after },
  ];
  return whole.filter(({ text }) => text !== '');
}

function picturesOf(
  { picture: before = null }: EventPatch,
  { picture: after = null }: EventPatch,
): Difference['pictures'] {
  return before?.hash === after?.hash ? null : { before, after };
}
