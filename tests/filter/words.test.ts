import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, WordIndex, wordsOf } from '#src/filter/words.ts';

function finds(query: string, ...texts: string[]): boolean {
  return new WordIndex([texts]).find(query)[0] === 1;
}

describe('a search finds', () => {
  test.each([
    ['tanz', 'Volkstanzabend in Marksuhl'],
    ['TANZ', 'Volkstanzabend in Marksuhl'],
    ['volkstanz marksuhl', 'Volkstanzabend in Marksuhl'],
    ['marksuhl volkstanz', 'Volkstanzabend in Marksuhl'],
    ['grusse', 'Grüße in vielen Sprachen'],
    ['grüsse', 'Grüße in vielen Sprachen'],
    ['gruesse', 'Grüße in vielen Sprachen'],
    ['grüße', 'Grüße in vielen Sprachen'],
    ['GRÜẞE', 'Grüße in vielen Sprachen'],
    ['Gru\u0308ße', 'Grüße in vielen Sprachen'],
    ['Grüße', 'Gru\u0308ße in vielen Sprachen'],
    ['gruesse', 'Gru\u0308ße in vielen Sprachen'],
    ['Maerchen', 'Märchen aus aller Welt'],
    ['GRUESSE', 'GRÜSSE'],
    ['lodz', 'Grüße aus Łódź'],
    ['Łódź', 'Grüße aus Lodz'],
    ['istanbul', 'İstanbul’dan'],
    ['djembe', 'Djembé und Basstrommel'],
    ['12.50', 'Beitrag 12,50 Euro'],
    ['ﬁlm', 'Filmabend'],
  ])('%j in %j', (query, text) => {
    expect(finds(query, text)).toBe(true);
  });

  test('words of one event in different texts of it', () => {
    expect(finds('suppe eisenach', 'Suppenduell', 'Eisenach')).toBe(true);
  });

  test('a word that editors broke with an invisible hyphen', () => {
    expect(finds('volkstanz', 'Volks\u00ADtanz\u00ADabend')).toBe(true);
  });

  test('only what has every word', () => {
    expect(finds('tanz eisenach', 'Volkstanzabend in Marksuhl')).toBe(false);
    expect(finds('tanzen', 'Volkstanzabend')).toBe(false);
  });

  test('everything if it has no word at all', () => {
    expect(finds('', 'Fest')).toBe(true);
    expect(finds(' …!? – ', 'Fest')).toBe(true);
  });

  test('the right ones among many', () => {
    const index = new WordIndex([['Tanznacht'], ['Kochkurs'], [], ['Kaffee', 'mit Tanz'], ['Tänze']]);
    expect([...index.find('tanz')]).toEqual([1, 0, 0, 1, 1]);
    expect([...index.find('')]).toEqual([1, 1, 1, 1, 1]);
    expect([...index.find('nichts')]).toEqual([0, 0, 0, 0, 0]);
  });
});

describe('in Arabic, a search finds', () => {
  test.each([
    ['without the vowel signs of the text', 'مرحبا', 'مَرْحَبًا بِكُم'],
    ['with vowel signs that the text has not', 'مَرْحَبًا', 'مرحبا بكم'],
    ['an alef with hamza by a bare one', 'اسبوع', 'أسبوع التواصل'],
    ['a bare alef by one with hamza', 'أسبوع', 'اسبوع التواصل'],
    ['an alef with hamza below', 'افطار', 'إفطار جماعي'],
    ['an alef with madda', 'الان', 'الآن'],
    ['an alef wasla', 'اسم', 'ٱسم'],
    ['a ta marbuta by a ha', 'قهوه', 'قهوة'],
    ['a ya by an alef maksura', 'موسيقي', 'موسيقى'],
    ['a stretched word', 'سلام', 'ســلام'],
    ['the word under its article', 'ثقافات', 'التواصل بين الثقافات'],
    ['a number in either digits', '2024', 'أسبوع ٢٠٢٤'],
  ])('%s', (_, query, text) => {
    expect(finds(query, text)).toBe(true);
  });

  test('Persian letters by Arabic ones, since keyboards differ', () => {
    expect(finds('كتاب', 'کتاب')).toBe(true);
    expect(finds('علي', 'علی')).toBe(true);
  });
});

describe('in Ukrainian, a search finds', () => {
  const APOSTROPHES = { straight: "'", curly: '\u2019', 'modifier letter': '\u02BC', grave: '`', none: '' };

  for (const [written, inText] of Object.entries(APOSTROPHES)) {
    for (const [typed, inQuery] of Object.entries(APOSTROPHES)) {
      test(`a word with ${written} apostrophe by typing it with ${typed}`, () => {
        expect(finds(`сім${inQuery}я`, `Уся сім${inText}я вдома`)).toBe(true);
      });
    }
  }

  test('a word by its part without the apostrophe', () => {
    expect(finds("п'ять", 'п’ятниця')).toBe(false);
    expect(finds('п’ят', "п'ятниця")).toBe(true);
  });

  test('letters in either case', () => {
    expect(finds('ЇЖА', 'Смачна їжа')).toBe(true);
    expect(finds('ґанок', 'Ґанок')).toBe(true);
  });
});

describe('words', () => {
  test('are what punctuation leaves, each once', () => {
    expect(wordsOf('Tanz, Tanz – und „Tanz“ (2024)!')).toEqual(['tanz', 'und', '2024']);
  });

  test('keep quotation marks out and words on both sides of them apart', () => {
    expect(wordsOf("'Fest' 'der' Vielfalt")).toEqual(['fest', 'der', 'vielfalt']);
  });

  test('are folded alike whether text is folded once or twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
    );
  });

  test('of any text find that text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(finds(text, text)).toBe(true);
      }),
    );
  });
});
