import { filterOf, filterQuery } from '#src/filter/filter.ts';
import type { LanguageCode } from '#src/languages/languages.ts';
import { dayPath, path } from '#src/paths/paths.ts';
import type { Edition } from './types.ts';

/** Where a day of an edition is shown: days of the shown one have pages, those of earlier ones are found by filter. */
export function dayAddress({ slug, shown }: Edition, day: string, language: LanguageCode): string {
  return shown
    ? dayPath(language, day)
    : path(language, 'events', filterQuery(filterOf({ edition: [slug], day: [day] })));
}
