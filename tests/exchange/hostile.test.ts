import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readImportFile } from '#src/exchange/read-file.ts';
import { unzip, zip } from '#src/exchange/zip.ts';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';
import { exported, imported, NEW_ROW, NO_DEFAULTS, prepared, rowsIn, workbook } from '../fixtures/exchange.ts';
import { HOSTILE_STRINGS } from '../fixtures/hostile-strings.ts';
import { everything } from '../fixtures/rows.ts';
import { valuesOf } from '../fixtures/submissions.ts';

const CONTROL = /(?!\n)[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\ufeff]/u;

describe('hostile cells', () => {
  test('are taken as text or named as too long, in every column', async () => {
    const app = await temporaryCatalogue();
    const rows = HOSTILE_STRINGS.slice(0, 200).map((text, at) => ({
      ...NEW_ROW,
      'Nr.': `neu-${at}`,
      'Titel (de)': `Fest ${at}`,
      'Beschreibung (de)': `x${text.toWellFormed()}`,
    }));
    const { problems, plan } = await prepared(app, await workbook(rows.map(withoutControl)));
    expect([...new Set(problems.map(({ field }) => field))]).toEqual(['Beschreibung (de)']);
    expect(problems.every(({ code }) => ['too-long', 'too-many-links'].includes(code))).toBe(true);
    for (const { title } of plan.events) expect(title).not.toMatch(CONTROL);
  });

  test.each(['csv', 'xlsx'] as const)('come back from %s as they were', async (format) => {
    const app = await temporaryCatalogue();
    const texts = HOSTILE_STRINGS.filter((text) => text.trim().length > 3 && text.length < 300);
    for (const [at, slug] of ['laenderreise', 'wimpelwerkstatt', 'lagerfeuer-mit-geschichten'].entries()) {
      const said = texts.slice(at * 30, at * 30 + 30);
      await app.apply('test', {
        ...{ kind: 'edit-text', event: slug, language: 'de' },
        text: {
          title: said[0]!,
          summary: said[1]!,
          description: said.join('\n'),
          easy: said[2]!,
          participation: said[3]!,
        },
      });
    }
    const file = await exported(app, format);
    const before = await everything(app);
    expect((await prepared(app, file)).plan.events.filter(({ kind }) => kind !== 'unchanged')).toEqual([]);
    await imported(app, file);
    expect(await everything(app)).toBe(before);
    for (const row of await rowsIn(file)) for (const text of Object.values(row)) expect(text).not.toMatch(CONTROL);
  });

  test('of 100,000 characters, halves of characters and formulas are named or inert', async () => {
    const app = await temporaryCatalogue();
    const csv = (title: string) =>
      `${Object.keys(NEW_ROW).join(';')}\n${Object.values({ ...NEW_ROW, 'Titel (de)': title })
        .map((cell) => `"${cell.replaceAll('"', '""')}"`)
        .join(';')}`;
    expect((await prepared(app, csv('x'.repeat(100_000)))).problems).toMatchObject([
      { row: 2, field: 'Titel (de)', code: 'too-long' },
    ]);
    await imported(app, csv('=HYPERLINK("http://evil.example")<script>alert(1)</script>\u202e\u0007'));
    const { title } = (await valuesOf(app, 'hyperlink-http-evil-example-script-alert-1-script')).texts['de']!;
    expect(title).toBe('=HYPERLINK("http://evil.example")<script>alert(1)</script>');
    const text = (await exported(app, 'csv')).toString();
    expect(text).toContain(`"'=HYPERLINK(`);
    expect(text).not.toMatch(/(^|;)"?[=+@\t]/m);
  });
});

describe('hostile files', () => {
  const code = async (bytes: Buffer) => {
    const found = await readImportFile(bytes, 'datei');
    return typeof found === 'string' ? found : found.kind;
  };

  test('are refused with a code each', async () => {
    const book = await workbook([NEW_ROW]);
    expect(await code(Buffer.alloc(0))).toBe('empty');
    expect(await code(Buffer.alloc(6 * 1024 * 1024, 'x'))).toBe('too-large');
    expect(await code(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toBe('old-excel');
    expect(await code(book.subarray(0, book.length / 2))).toBe('not-excel');
    expect(await code(Buffer.concat([Buffer.from('PK'), Buffer.alloc(500)]))).toBe('not-excel');
    expect(await code(Buffer.from('\u0089PNG\u0000\u0000', 'latin1'))).toBe('not-text');
    expect(await code(Buffer.from('a;"b\nc;d'))).toBe('not-csv');
    expect(await code(Buffer.from('a;b\n'.repeat(3000)))).toBe('too-many-rows');
    expect(await code(Buffer.from(`${'a;'.repeat(500)}\n`))).toBe('too-many-rows');
  });

  test('that are small and large unpacked cost no more than is allowed, whatever they say of their size', async () => {
    const bomb = deflateRawSync(Buffer.alloc(200 * 1024 * 1024));
    const archive = packed('xl/worksheets/sheet1.xml', bomb, 100);
    expect(archive.length).toBeLessThan(300_000);
    expect(await code(archive)).toBe('too-large');
  });

  test('with a single cell far away take no room for all that lies between', async () => {
    for (const place of ['XFD1048576', 'A1048576', 'XFD1', '&#88;FD1048576']) {
      const files = unzip(await workbook([NEW_ROW]));
      const sheet = 'xl/worksheets/sheet1.xml';
      const xml = files.get(sheet)!.toString();
      files.set(
        sheet,
        Buffer.from(xml.replace('</sheetData>', `<row r="3"><c r="${place}"><v>1</v></c></row></sheetData>`)),
      );
      expect(await code(zip(files)), place).toBe('too-many-rows');
      // Styled down to the last row, as programs write it, is no content.
      files.set(
        sheet,
        Buffer.from(xml.replace('</sheetData>', '<row r="1048576"><c r="A1048576" s="1"/></row></sheetData>')),
      );
      expect(await code(zip(files))).toBe('sheets');
    }
  });

  test('that are no table say so', async () => {
    const app = await temporaryCatalogue();
    await expect(prepared(app, 'Name;Alter\nAnna;7')).rejects.toThrow('no-head');
    await expect(prepared(app, 'BEGIN:VCALENDAR\nEND:VEVENT', { defaults: NO_DEFAULTS })).rejects.toThrow(
      'not-calendar',
    );
  });
});

/** Excel's own files hold none of them. */
function withoutControl(row: Readonly<Record<string, string>>): Record<string, string> {
  const clean = (text: string) => text.replace(/(?!\n)[\p{Cc}\ufffe\uffff]/gu, '');
  return Object.fromEntries(Object.entries(row).map(([heading, text]) => [heading, clean(text)]));
}

/** An archive of one packed file that claims a size. */
function packed(name: string, body: Buffer, claimed: number): Buffer {
  const archive = zip(new Map([[name, body]]));
  // In both places, the method (deflate) and the claimed size.
  const [local, directory] = [0, archive.indexOf('PK\u0001\u0002')];
  archive.writeUInt16LE(8, local + 8);
  archive.writeUInt16LE(8, directory + 10);
  archive.writeUInt32LE(claimed, local + 22);
  archive.writeUInt32LE(claimed, directory + 24);
  archive.writeUInt32LE(crc32(body), directory + 16);
  return archive;
}
