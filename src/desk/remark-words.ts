import type { DeskWords } from '#src/i18n/desk-words.ts';
import type { Translation } from '#src/i18n/translation.ts';
import { MAX_TITLE_LENGTH, type NamedEvent, type Remark } from './event-remarks.ts';

/** A remark as it is read; where it is about another event, that one follows as a link. */
export interface RemarkInWords {
  readonly text: string;
  readonly event: NamedEvent | null;
}

/** `{ code: 'new-venue', name: 'Remise' }` → `{ text: 'Neuer Veranstaltungsort: Remise', event: null }` */
export function remarkInWords(remark: Remark, words: DeskWords, i18n: Translation): RemarkInWords {
  const event = 'event' in remark ? remark.event : null;
  return { text: words.t(`queue.remark.${remark.code}`, valuesOf(remark, words, i18n)), event };
}

function valuesOf(remark: Remark, words: DeskWords, i18n: Translation): Record<string, string | number> {
  switch (remark.code) {
    case 'weekday-differs':
      return { said: remark.said, day: numeric(remark.day), weekday: i18n.dates.weekday(remark.day) };
    case 'other-day':
      return { said: remark.said };
    case 'clash': {
      const { venue, start } = remark;
      return { venue, when: i18n.list([i18n.dates.short(start.slice(0, 10)), i18n.dates.time(start)]) };
    }
    case 'new-organiser':
    case 'new-venue':
    case 'venue-without-coordinates':
      return { name: remark.name };
    case 'long-title':
      return { language: i18n.languageName(remark.language), length: remark.length, most: MAX_TITLE_LENGTH };
    case 'picture-incomplete':
      return { missing: i18n.list(remark.missing.map((field) => words.t(`queue.picture.${field}`))) };
    case 'missing-translations':
      return { languages: i18n.list(remark.languages.map((language) => i18n.languageName(language))) };
    default:
      return {};
  }
}

/** `'2024-09-27'` → `'27.09.2024'` */
function numeric(day: string): string {
  return day.split('-').reverse().join('.');
}
