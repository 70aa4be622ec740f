import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sheet } from './sheets.ts';

/**
 * Writes `index.html`: every sheet, with a link to each picture on it.
 *
 * @param faults what was noticed, told first
 */
export async function writeIndex(output: string, sheets: readonly Sheet[], faults: readonly string[]): Promise<void> {
  const contents = sheets.map(({ title, file }) => `<a href="#${file}">${title}</a>`);
  const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Contact sheets</title>
<style>
  body { font: 1rem/1.5 system-ui, sans-serif; margin: 1rem; background: #b9b9b9; color: #111 }
  img { display: block; max-width: 100% }
  a { color: inherit; margin-inline-end: 0.75em }
</style>
<h1>Contact sheets</h1>
<nav>${contents.join(' ')}</nav>
${faults.length === 0 ? '' : `<h2>Noticed</h2>\n<ul>${faults.map((fault) => `<li>${escaped(fault)}</li>`).join('')}</ul>`}
${sheets.map(sheetHtml).join('\n')}
</html>
`;
  await writeFile(join(output, 'index.html'), page);
}

function sheetHtml({ title, file, pictures }: Sheet): string {
  const links = pictures.map(({ template, width, file: picture, paper }) => {
    const print = paper ? ` <a href="${paper.file}">on paper</a>` : '';
    return `<a href="${picture}">${template.name} ${width}</a>${print}`;
  });
  return `<h2 id="${file}">${title}</h2>
<p>${links.join(' ')}</p>
<a href="${file}"><img src="${file}" loading="lazy" alt="${title}"></a>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
