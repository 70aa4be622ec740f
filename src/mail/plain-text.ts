import { cleanText } from './clean-text.ts';
import type { MailBlock, MailContent } from './content.ts';

const WIDTH = 78;

/** The mail as text: lines of at most 78 characters where words allow it, links whole on lines of their own. */
export function plainTextOf({ greeting, blocks }: MailContent): string {
  const parts = [...(greeting ? [wrapped(greeting)] : []), ...blocks.map(partOf)];
  return parts.filter((part) => part !== '').join('\n\n');
}

function partOf(block: MailBlock): string {
  switch (block.kind) {
    case 'text':
      return wrapped(block.text);
    case 'link':
      return `${wrapped(introducing(block.label))}\n${cleanText(block.url).replace(/\s/g, '')}`;
    case 'quote':
      return wrapped(block.text, { first: '> ', next: '> ' });
    case 'facts':
      return block.rows.map(([label, value]) => wrapped(`${introducing(label)} ${value}`, { next: '  ' })).join('\n');
  }
}

/** `introducing('Wann')` → `'Wann:'` */
function introducing(label: string): string {
  const text = cleanText(label).trim();
  return /[\p{Po}]$/u.test(text) ? text : `${text}:`;
}

/** Breaks lines between words; `first` and `next` stand before the first line and the others. */
function wrapped(text: string, { first = '', next = '' } = {}): string {
  const lines: string[] = [];
  for (const line of cleanText(text).trim().split('\n')) {
    let current = '';
    for (const word of line.split(/ +/).filter((word) => word !== '')) {
      const room = WIDTH - (lines.length === 0 ? first : next).length;
      if (current !== '' && lengthOf(current) + 1 + lengthOf(word) > room) {
        lines.push(current);
        current = word;
      } else {
        current += current === '' ? word : ` ${word}`;
      }
    }
    lines.push(current);
  }
  return lines.map((line, index) => `${index === 0 ? first : next}${line}`.trimEnd()).join('\n');
}

function lengthOf(text: string): number {
  return [...text].length;
}
