import { languageOf, type LanguageCode } from '#src/languages/languages.ts';
import { cleanText } from './clean-text.ts';
import type { MailBlock, MailContent } from './content.ts';

/**
 * The mail as an HTML page. It sets no colours, so that it is light or dark as its reader's mail program is, and loads
 * nothing.
 */
export function htmlOf({ subject, greeting, blocks }: MailContent, language: LanguageCode): string {
  const { tag, dir } = languageOf(language);
  const body = [...(greeting ? [paragraphs(greeting)] : []), ...blocks.map(elementOf)];
  return `<!doctype html>
<html lang="${tag}" dir="${dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(subject)}</title>
<style>
${STYLE}
</style>
</head>
<body>
${body.filter((element) => element !== '').join('\n')}
</body>
</html>`;
}

const STYLE = `:root { color-scheme: light dark }
body { max-width: 36em; margin: 0 auto; padding: 1em; font: 16px/1.5 sans-serif; overflow-wrap: break-word }
.button { display: inline-block; padding: .6em 1.2em; border: 2px solid; border-radius: .4em; font-weight: bold }
.address { font-size: .875em }
blockquote { margin: 1em 0; padding: 0 1em; border: 1px solid }
th { padding: .2em 0; text-align: start; vertical-align: top }
td { padding: .2em 1em }`;

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
  return `<p><a class="button" href="${escapeHtml(parsed.href)}">${escapeHtml(label)}</a><br>\n${address}</p>`;
}

function row(label: string, value: string): string {
  return `<tr><th scope="row">${escapeHtml(label)}</th><td dir="auto">${withBreaks(value)}</td></tr>`;
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
