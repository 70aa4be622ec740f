import { cellText, type Cell } from './cell.ts';
import type { Column } from './columns.ts';
import { partsOf, type ChoiceColumn, type ExchangeWords } from './exchange-words.ts';

/**
 * A cell in the one way in which its column is written, so that it can be compared with what the catalogue says:
 * `'familien,  alle'` → `'Alle; Familien'`. What is not understood stays.
 */
export function cleanCell(cell: Cell, { id, kind }: Column, words: ExchangeWords): string {
  const text = cellText(cell, kind);
  if (kind === 'choice') {
    const code = words.codeOf(id as ChoiceColumn, text);
    return code === undefined ? text : words.nameOf(id as ChoiceColumn, code);
  }
  if (kind === 'choices') return choicesText(text, id as ChoiceColumn, words);
  if (id === 'venue') return words.venueText(text);
  return id === 'organisers' ? words.organisersText(text) : text;
}

function choicesText(text: string, column: ChoiceColumn, words: ExchangeWords): string {
  const parts = partsOf(text).map((part) => {
    const code = words.codeOf(column, part);
    return code === undefined ? { part, place: Number.POSITIVE_INFINITY } : placed(code);
  });
  // Languages stand in the order of their weight; the others have none.
  const ordered = column === 'languages' ? parts : parts.toSorted((a, b) => Math.sign(a.place - b.place || 0));
  return [...new Set(ordered.map(({ part }) => part))].join('; ');

  function placed(code: string) {
    return { part: words.nameOf(column, code), place: [...words.choices(column).keys()].indexOf(code) };
  }
}
