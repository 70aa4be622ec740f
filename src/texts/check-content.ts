import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { readDictionaries } from '#src/i18n/dictionary.ts';
import { translationsFrom } from '#src/i18n/translation.ts';
import { readTexts } from './read-texts.ts';

/** Part of the build, before all else: what visitors read is complete and well-formed, or there is no build. */
export function checkContent(): AstroIntegration {
  return {
    name: 'check-content',
    hooks: {
      'astro:config:done': ({ config }) => {
        const content = join(fileURLToPath(config.root), 'content');
        readTexts(content, translationsFrom(readDictionaries(join(content, 'strings'))));
      },
    },
  };
}
