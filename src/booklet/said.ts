import { directionOf } from '#src/languages/languages.ts';
import type { Said } from './booklet.ts';

/** Words with the language that they are in. */
export function said(text: string, language: string): Said {
  return { text, language, direction: directionOf(language) };
}

/** A name or number that keeps its own direction within words of another: U+2068 … U+2069. */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}
