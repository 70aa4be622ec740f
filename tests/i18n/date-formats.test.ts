import { expect, it } from 'vitest';
import { DateFormats } from '#src/i18n/date-formats.ts';
import { LANGUAGES, languageOf } from '#src/languages/languages.ts';

const WEEK = ['22', '23', '24', '25', '26', '27', '28'].map((day) => `2024-09-${day}`);
const formats = (code: (typeof LANGUAGES)[number]['code']) => new DateFormats(languageOf(code), (key) => key);

it('Friday in Ukrainian has the apostrophe that the texts of the site have', () => {
  expect(formats('uk').medium('2024-09-27')).toBe('п’ятниця, 27 вересня');
});

it.each(LANGUAGES)('days in $endonym have no letter that the font draws apart from its word', ({ code }) => {
  for (const day of WEEK) expect(formats(code).long(day)).not.toMatch(/\u02bc/);
});
