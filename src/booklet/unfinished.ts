import type { LanguageCode } from '#src/languages/languages.ts';
import type { Texts } from '#src/texts/read-texts.ts';
import { textBlocks } from './text-blocks.ts';

/** Why a booklet should not go to the printer's yet. */
export interface Unfinished {
  /** The site's address where only this machine finds it: QR codes would lead nowhere. */
  readonly localUrl: string | null;
  /** How many places of the Impressum are still to be filled in. */
  readonly imprintGaps: number;
}

export function unfinishedOf(siteUrl: string, texts: Texts, language: LanguageCode): Unfinished {
  const { hostname } = new URL(siteUrl);
  const isLocal = /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1?\])$/.test(hostname);
  const runs = textBlocks(texts.get(language, 'imprint').html).flatMap((block) => block.runs);
  return { localUrl: isLocal ? siteUrl : null, imprintGaps: runs.filter(({ isGap }) => isGap).length };
}
