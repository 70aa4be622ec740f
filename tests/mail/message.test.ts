import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import nodemailer from 'nodemailer';
import { describe, expect, test } from 'vitest';
import { oneLine } from '#src/mail/clean-text.ts';
import { composed } from '#src/mail/compose.ts';
import type { MailContent } from '#src/mail/content.ts';
import { htmlOf } from '#src/mail/html.ts';
import { buildMessage } from '#src/mail/message.ts';
import type { QueuedMail } from '#src/mail/outbox.ts';
import { plainTextOf } from '#src/mail/plain-text.ts';
import { createTransport } from '#src/mail/transport.ts';
import { paletteOf } from '#src/theme/palette.ts';
import { THEME } from '#src/theme/theme.ts';
import { SENDER } from '../fixtures/mailer-options.ts';
import { read, startSmtp } from '../fixtures/smtp.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const AT = '2024-08-01T07:30:00Z';
const MAIL: QueuedMail = {
  id: '4c1f9a02-7d0e-4b55-9a53-0d5b7c3f2e11',
  messageId: '4c1f9a02-7d0e-4b55-9a53-0d5b7c3f2e11@calendar.example',
  recipient: 'olena@example.org',
  language: 'de',
  template: 'confirm',
  subjectId: null,
  data: {},
  attempts: 1,
  createdAt: '2024-08-01T07:29:58Z',
};

/** The headers that every mail has, in this order, and no others. */
const HEADERS = [
  ...['auto-submitted', 'content-language', 'from', 'to', 'subject', 'message-id', 'date', 'mime-version'],
  'content-type',
];
const WITH_ANSWERS = HEADERS.flatMap((key) => (key === 'subject' ? ['reply-to', 'subject'] : [key]));

/** Every tag that a mail's page may have. */
const OWN_TAGS =
  /<\/?(?:html|head|body|p|blockquote|table|tr|td|div)>|<br>|<\/(?:a|span|th)>|<blockquote dir="auto">|<a class="button" href="(?:https?|mailto):[^"<>]*" style="[\w :;.,#-]*">|<span class="address" dir="ltr">|<span dir="auto">|<th scope="row">|<(?:div|p|span)(?: class="band")?(?: lang="uk")?(?: dir="ltr")? style="[\w /:;.,#-]*">|<div aria-hidden="true">/g;

const GERMAN: MailContent = {
  subject: 'Bitte bestätigen: „Grüße aus aller Welt – Kochen & Essen“',
  greeting: 'Guten Tag Olena Петренко,',
  blocks: [
    {
      kind: 'text',
      text: 'Sie haben eine Veranstaltung für die Interkulturelle Woche eingereicht. Bitte bestätigen Sie, dass diese Adresse Ihre ist.\n\nOhne Bestätigung wird der Eintrag nach 7 Tagen gelöscht.',
    },
    {
      kind: 'link',
      label: 'Adresse bestätigen',
      url: 'https://calendar.example/submissions/AbCdEfGhIjKlMnOpQrStUvWxYz012345',
    },
    {
      kind: 'facts',
      rows: [
        ['Titel', 'Grüße aus aller Welt – Kochen & Essen'],
        ['Wann', 'Sonntag, 22. September, 18:00 Uhr'],
        ['Wo', 'Mehrgenerationenhaus <Eisenach>'],
      ],
    },
    { kind: 'quote', text: 'Gibt es einen Raum ohne Stufen?\n\nDanke!' },
  ],
};

const ARABIC: MailContent = {
  subject: 'يرجى التأكيد: «Grüße aus aller Welt»',
  greeting: 'مرحبًا Олена،',
  blocks: [
    { kind: 'text', text: 'لقد أرسلت فعالية إلى برنامج الأسبوع بين الثقافات. يرجى تأكيد أن هذا العنوان لك.' },
    {
      kind: 'link',
      label: 'تأكيد العنوان',
      url: 'https://calendar.example/ar/submissions/AbCdEfGhIjKlMnOpQrStUvWxYz012345',
    },
    {
      kind: 'facts',
      rows: [
        ['العنوان', 'Grüße aus aller Welt'],
        ['متى', 'الأحد 22 سبتمبر، 18:00'],
      ],
    },
    { kind: 'quote', text: 'Gibt es einen Raum ohne Stufen?' },
  ],
};

describe('the same mail in two languages', () => {
  test.each([
    ['de', GERMAN],
    ['ar', ARABIC],
  ] as const)('is, in %s, what it was', async (language, content) => {
    const folder = temporaryFolder();
    const mail = { ...MAIL, language };
    const transport = createTransport({ smtpUrl: null, dataDir: folder });
    await transport.send(buildMessage(mail, content, SENDER, AT));
    const [name] = readdirSync(join(folder, 'outbox'));
    expect(name).toBe('20240801T072958Z-confirm-4c1f9a02.eml');
    const bytes = readFileSync(join(folder, 'outbox', name!), 'utf8');
    await expect(bytes).toMatchFileSnapshot(`../expected/confirm.${language}.eml`);

    const email = await read({ from: '', recipients: [], raw: bytes });
    expect(email.headers.map(({ key }) => key)).toEqual(HEADERS);
    expect(email).toMatchObject({
      subject: content.subject,
      messageId: `<${MAIL.messageId}>`,
      date: new Date(AT).toISOString(),
    });
    expect(email.html).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`);
    expect(headerOf(email.headers, 'content-language')).toBe(language);
    expect(headerOf(email.headers, 'auto-submitted')).toBe('auto-generated');
  });
});

describe('whatever anybody writes,', () => {
  const hostile = fc
    .array(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.constantFrom(
          ...['\r\n', '\r', '\n', '\n\n', '\r\nBcc: evil@evil.example', '\nSubject: other', '\r\n\r\n<b>', '\r\n.\r\n'],
          ...['\0', '\u001b[2J', '\u007f', '\u0085', '\u2028', '\u202e', '\u2067', '\ud800', '\ufeff', '\t', '  '],
          ...[
            '<script>alert(1)</script>',
            '"><img src=x onerror=alert(1)>',
            "' onclick='x",
            '</title>',
            '<!--',
            '&amp;',
          ],
          ...['"', '\\', ',', ';', '<evil@evil.example>', '(', '=?utf-8?q?=0d=0aBcc:_evil=40evil.example?=', '=?x'],
          ...[
            '👩‍👩‍👧',
            'Олена',
            'مرحبا',
            `----_NmP-${MAIL.id}-Part_1`,
            'x'.repeat(10_000),
            'ä'.repeat(3000),
            'a b '.repeat(2500),
          ],
        ),
      ),
      { maxLength: 8 },
    )
    .map((pieces) => pieces.join(''));
  const content: fc.Arbitrary<MailContent> = fc.record({
    subject: hostile,
    greeting: hostile.map((name) => `Guten Tag ${name}`),
    blocks: fc.array(
      fc.oneof(
        fc.record({ kind: fc.constantFrom('text' as const, 'quote' as const), text: hostile }),
        fc.record({
          kind: fc.constant('link' as const),
          label: hostile,
          url: fc.oneof(
            hostile,
            fc.constantFrom('javascript:alert(1)', 'https://calendar.example/?a="><b>', ' https://x.example'),
          ),
        }),
        fc.record({
          kind: fc.constant('facts' as const),
          rows: fc.array(fc.tuple(hostile, hostile), { maxLength: 2 }),
        }),
      ),
      { maxLength: 3 },
    ),
  });

  test('a mail has its own headers and its one recipient, and says it as text', async () => {
    const smtp = await startSmtp();
    const folder = join(temporaryFolder(), 'data');
    const transport = createTransport({ smtpUrl: smtp.url, dataDir: '' });
    const files = createTransport({ smtpUrl: null, dataDir: folder });
    await fc.assert(
      fc.asyncProperty(content, hostile, hostile, async (content, name, replyName) => {
        const sender = { from: { ...SENDER.from, name }, replyTo: { name: replyName, address: 'team@example.org' } };
        const message = buildMessage(MAIL, content, sender, AT);
        await Promise.all([transport.send(message), files.send(message)]);

        const received = smtp.received.at(-1)!;
        expect(received).toMatchObject({ from: SENDER.from.address, recipients: [MAIL.recipient] });
        expect(received.raw).not.toMatch(/[^\r\n\t\x20-\x7e]/);
        expect(received.raw.split('\r\n').filter((line) => line.length > 990)).toEqual([]);

        const written = { ...received, raw: onlyFileIn(folder) };
        for (const { raw } of [received, written]) {
          expect(raw).not.toMatch(/\r(?!\n)|(?<!\r)\n/);
          const email = await read({ ...received, raw });
          const headers = email.headers.map(({ key }) => key);
          expect(headers).toEqual(WITH_ANSWERS.filter((key) => key !== 'subject' || headers.includes(key)));
          expect(email.subject ?? '').toBe(oneLine(content.subject, 200));
          expect(email.from).toEqual({ name: oneLine(name, 100), address: SENDER.from.address });
          expect(email.replyTo).toEqual([{ name: oneLine(replyName, 100), address: 'team@example.org' }]);
          expect(email.to).toEqual([{ name: '', address: MAIL.recipient }]);
          expect(email.attachments).toEqual([]);
          expect(email.text).toBe(`${message.text}\n`);
          expect(email.html).toBe(`${message.html}\n`);
        }
      }),
      { numRuns: 150 },
    );
    transport.close();
  });

  test('a mail’s page has only elements of ours', () => {
    fc.assert(
      fc.property(content, hostile, (content, name) => {
        const html = htmlOf(content, 'uk', name);
        const style = html.indexOf('</style>');
        const body = html.slice(style + '</style>'.length);
        const title = /<title>[^<]*<\/title>/.exec(html)![0];
        expect(html.slice(0, style)).toContain(title);
        const left = body.replace(OWN_TAGS, '');
        expect(left).not.toMatch(/[<>"']/);
        expect(html).not.toMatch(/(?!\n)\p{Cc}|[\u202a-\u202e]/u);
      }),
      { numRuns: 300 },
    );
  });

  test('an address is one recipient or none', async () => {
    const composer = nodemailer.createTransport({ streamTransport: true, buffer: true });
    const address = fc
      .array(
        fc.oneof(
          hostile.map((text) => text.slice(0, 30)),
          fc.constantFrom('olena', '@', 'example.org', '.', ',', 'ü', '>'),
        ),
        {
          maxLength: 6,
        },
      )
      .map((pieces) => pieces.join(''));
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.oneof(address, fc.emailAddress()), async (recipient) => {
        const build = () => buildMessage({ ...MAIL, recipient }, GERMAN, SENDER, AT);
        try {
          build();
        } catch (error) {
          refused++;
          expect(error).toMatchObject({ name: 'DeliveryError', message: 'not an address', permanent: true });
          return;
        }
        const { envelope, message } = await composer.sendMail(composed(build()));
        expect(envelope.to).toHaveLength(1);
        const email = await read({ from: '', recipients: [], raw: (message as Buffer).toString() });
        expect(email.to?.map(({ address }) => address)).toEqual(envelope.to);
        expect(email.headers.map(({ key }) => key)).toEqual(HEADERS);
      }),
      { numRuns: 300 },
    );
    expect(refused).toBeGreaterThan(20);
  });
});

describe('the text of a mail', () => {
  test('is wrapped between words, a link stays whole on a line of its own', () => {
    const url = `https://calendar.example/submissions/${'x'.repeat(90)}?a=1`;
    const text = plainTextOf({
      subject: '',
      greeting: 'Guten Tag,',
      blocks: [
        { kind: 'text', text: `${'lang '.repeat(40)}\n\nzweiter Absatz\nneue Zeile` },
        { kind: 'link', label: 'Ansehen', url },
        { kind: 'quote', text: 'wort '.repeat(30) },
        {
          kind: 'facts',
          rows: [
            ['Wann', '22. September'],
            ['Wo?', 'ort '.repeat(30)],
          ],
        },
      ],
    });
    const lines = text.split('\n');
    expect(lines.filter((line) => line.length > 78)).toEqual([url]);
    expect(lines[lines.indexOf(url) - 1]).toBe('Ansehen:');
    expect(lines.filter((line) => line.startsWith('> wort'))).toHaveLength(2);
    expect(text).toContain('\n\nzweiter Absatz\nneue Zeile\n\n');
    expect(text).toContain('\nWann: 22. September\nWo? ort');
    expect(lines.at(-1)).toMatch(/^ {2}ort/);
  });

  test('is as wide as letters are many, whatever they are made of', () => {
    const text = plainTextOf({ subject: '', blocks: [{ kind: 'text', text: 'Привіт '.repeat(30) }] });
    expect(text.split('\n').map((line) => line.length)).toEqual([76, 76, 55]);
  });
});

describe('the page of a mail', () => {
  const link: MailContent = {
    subject: '',
    blocks: [{ kind: 'link', label: 'Ansehen', url: 'https://calendar.example/' }],
  };

  test('begins with who sends it, and with the motto in its language', () => {
    const html = htmlOf(link, 'ar', 'Woche & mehr');
    expect(html).toMatch(
      /<div lang="ar" dir="rtl"[^>]*>\n<div[^>]*>\n<p[^>]*><span dir="auto">Woche &amp; mehr<\/span><\/p>/,
    );
    expect(html).toContain(`>${THEME.motto.ar}</p>`);
    expect(html).not.toMatch(/<img|url\(|@import|<link/);
  });

  test('sets a colour only with the one behind it, and the button’s for dark, too', () => {
    const html = htmlOf(link, 'de', 'Woche');
    const coloured = [...html.matchAll(/style="([^"]*)"/g)]
      .map(([, style]) => style!)
      .filter((style) => /;color:/.test(style));
    expect(coloured).toHaveLength(2);
    for (const style of coloured) expect(style).toMatch(/;background-color:#[0-9a-f]{6};color:#[0-9a-f]{6}/);
    const dark = paletteOf(THEME.dark);
    expect(html).toContain(
      `.button { background-color: ${dark.action} !important; color: ${dark['action-text']} !important }`,
    );
  });
});

describe('a header', () => {
  test.each([
    ['a\r\nBcc: b', 'a Bcc: b'],
    ['=?utf-8?q?=0d=0aBcc:_b?=', '= ?utf-8?q?=0d=0aBcc:_b?='],
    [' a \u202e\0\u2066b ', 'a b'],
    ['x'.repeat(201), `${'x'.repeat(199)}…`],
    ['👩‍👩‍👧'.repeat(100), `${'👩‍👩‍👧'.repeat(24)}…`],
  ])('%j is the line %j', (text, line) => {
    expect(oneLine(text, 200)).toBe(line);
  });
});

function headerOf(headers: readonly { key: string; value: string }[], key: string): string | undefined {
  return headers.find((header) => header.key === key)?.value;
}

function onlyFileIn(dataDir: string): string {
  const names = readdirSync(join(dataDir, 'outbox'));
  expect(names).toHaveLength(1);
  return readFileSync(join(dataDir, 'outbox', names[0]!), 'utf8');
}
