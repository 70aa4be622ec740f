import { languageOf, type LanguageCode } from '#src/languages/languages.ts';
import { mottoIn } from '#src/theme/theme.ts';
import { cleanText } from './clean-text.ts';
import type { MailBlock, MailContent } from './content.ts';
import {
  BAND_STYLE,
  BUTTON_STYLE,
  doorStyles,
  MOTTO_STYLE,
  NAME_STYLE,
  PAGE_STYLE,
  STYLE_SHEET,
} from './html-style.ts';

/**
 * The mail as an HTML page that loads nothing: the week's band on top, and what is said. Words have no colour of their
 * own, so that they are light or dark as their reader's mail program is.
 *
 * @param siteName in whose name it is sent
 */
export function htmlOf({ subject, greeting, blocks }: MailContent, language: LanguageCode, siteName: string): string {
  const { tag, dir } = languageOf(language);
  const body = [...(greeting ? [paragraphs(greeting)] : []), ...blocks.map(elementOf)];
  // Language and direction twice: some programs take only what is in the body.
  return `<!doctype html>
<html lang="${tag}" dir="${dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(subject)}</title>
<style>
${STYLE_SHEET}
</style>
</head>
<body>
<div lang="${tag}" dir="${dir}" style="${PAGE_STYLE}">
${bandOf(siteName, language)}
${body.filter((element) => element !== '').join('\n')}
</div>
</body>
</html>`;
}

/** The week's name and motto on the motif's ground, and a door for each day. */
function bandOf(siteName: string, language: LanguageCode): string {
  const { motto, language: mottoLanguage } = mottoIn(language);
  const doors = doorStyles().map((style) => `<span style="${style}"></span>`);
  return `<div class="band" style="${BAND_STYLE}">
<p style="${NAME_STYLE}"><span dir="auto">${escapeHtml(siteName)}</span></p>
<p lang="${languageOf(mottoLanguage).tag}" style="${MOTTO_STYLE}">${escapeHtml(motto)}</p>
<div aria-hidden="true">${doors.join('')}</div>
</div>`;
}

function elementOf(block: MailBlock): string {
  switch (block.kind) {
    case 'text':
      return paragraphs(block.text);
    case 'link':
      return linkTo(block.url, block.label);
    case 'quote':
      return `<blockquote dir="auto">\n${paragraphs(block.text)}\n</blockquote>`;
    case 'facts':
      return `<table>\n${block.rows.map(([label, value]) => row(label, value)).join('\n')}\n</table>`;
  }
}

function paragraphs(text: string): string {
  return cleanText(text)
    .trim()
    .split(/\n[ \n]*\n/)
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => `<p>${withBreaks(paragraph)}</p>`)
    .join('\n');
}

/** An address that is none of the web's or a mailbox's is shown and leads nowhere. */
function linkTo(url: string, label: string): string {
  const address = `<span class="address" dir="ltr">${escapeHtml(url)}</span>`;
  const parsed = URL.parse(url);
  if (!parsed || !/^(https?|mailto):$/.test(parsed.protocol)) return `<p>${escapeHtml(label)}<br>\n${address}</p>`;
  return `<p><a class="button" href="${escapeHtml(parsed.href)}" style="${BUTTON_STYLE}">${escapeHtml(label)}</a><br>\n${address}</p>`;
}

function row(label: string, value: string): string {
  const lines = cleanText(value)
    .split('\n')
    .map((line) => `<div><span dir="auto">${escapeHtml(line)}</span></div>`);
  return `<tr><th scope="row">${escapeHtml(label)}</th><td>${lines.join('\n')}</td></tr>`;
}

function withBreaks(text: string): string {
  return escapeHtml(text).replace(/\n/g, '<br>\n');
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return cleanText(text).replace(/[&<>"']/g, (character) => ESCAPES[character]!);
}
