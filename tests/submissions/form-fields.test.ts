import { expect, it } from 'vitest';
import { formFields, westernDigits } from '#src/submissions/form-fields.ts';

it.each([
  ['۰۱۲۳۴۵۶۷۸۹', '0123456789'],
  ['٠١٢٣٤٥٦٧٨٩', '0123456789'],
  ['۷٫۵۰', '7,50'],
  ['7.50', '7.50'],
])('digits as keyboards have them are read: %s', (typed, read) => {
  expect(westernDigits(typed)).toBe(read);
});

it('texts keep the digits that they were written with', () => {
  const data = new FormData();
  data.set('newVenue.postcode', '۹۹۸۱۷');
  data.set('dates.0.startTime', '١٨:٣٠');
  data.set('texts.0.title', 'جشن ۲۰ ساله');
  expect(formFields(data)).toEqual({
    'newVenue.postcode': ['99817'],
    'dates.0.startTime': ['18:30'],
    'texts.0.title': ['جشن ۲۰ ساله'],
  });
});
