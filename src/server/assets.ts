import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { contentTypeOf } from './content-types.ts';
import { representEncoded, type Headers, type Representation } from './representation.ts';

/** The files that are served as they are, by address: `/_astro/page.CR2hV7.css`, `/favicon.svg`. */
export type Assets = ReadonlyMap<string, Representation>;

/**
 * Reads all files of the built site's client folder, with the compressed forms that `precompress` made of them.
 * They stay in memory, so that a build beside a running server takes nothing from under it.
 *
 * @param folder `dist/client`
 * @param commonHeaders what every answer carries
 */
export function readAssets(folder: string, commonHeaders: Headers): Assets {
  const assets = new Map<string, Representation>();
  for (const name of filesBelow(folder)) {
    const file = join(folder, name);
    if (isCompressedForm(file)) continue;
    const address = `/${encodeURI(name.split(sep).join('/'))}`;
    assets.set(
      address,
      representEncoded(
        {
          status: 200,
          headers: { ...commonHeaders, 'content-type': contentTypeOf(name), 'cache-control': cacheControl(address) },
          body: readFileSync(file),
        },
        { br: readIfThere(`${file}.br`), gzip: readIfThere(`${file}.gz`) },
      ),
    );
  }
  return assets;
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

function isCompressedForm(file: string): boolean {
  return /\.(?:br|gz)$/.test(file) && existsSync(file.replace(/\.(?:br|gz)$/, ''));
}

/** Names below `/_astro/` hold a hash of what is in the file; other names stay when their file changes. */
function cacheControl(address: string): string {
  return address.startsWith('/_astro/') ? 'public, max-age=31536000, immutable' : 'public, max-age=3600';
}

function readIfThere(file: string): Buffer | undefined {
  return existsSync(file) ? readFileSync(file) : undefined;
}
