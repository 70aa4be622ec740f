import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { AstroIntegration } from 'astro';
import { contentTypeOf, isCompressible } from './content-types.ts';

/**
 * Part of the build: writes beside each file that compresses its `.br` and `.gz`, as small as they get, for the front
 * to serve (`assets.ts`).
 */
export function precompress(): AstroIntegration {
  return {
    name: 'precompress',
    hooks: {
      // With an adapter, `dir` is the client folder.
      'astro:build:done': async ({ dir, logger }) => {
        const count = await compressAll(fileURLToPath(dir));
        logger.info(`${count} files compressed`);
      },
    },
  };
}

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

async function compressAll(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const compressed = await Promise.all(files.map(compress));
  return compressed.filter(Boolean).length;
}

async function compress(file: string): Promise<boolean> {
  const content = await readFile(file);
  if (!isCompressible(contentTypeOf(file), content.length)) return false;
  const [br, gz] = await Promise.all([
    compressBrotli(content, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
    compressGzip(content, { level: constants.Z_BEST_COMPRESSION }),
  ]);
  if (br.length < content.length) await writeFile(`${file}.br`, br);
  if (gz.length < content.length) await writeFile(`${file}.gz`, gz);
  return true;
}
