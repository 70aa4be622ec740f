import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { Booklet, Drawing } from './booklet.ts';
import { FONT_FAMILIES, fontFolders } from './fonts.ts';

const TEMPLATES = join(import.meta.dirname, 'typst');

/** The booklet is not set: what the typesetter says of it. */
export class TypesettingError extends Error {
  override readonly name = 'TypesettingError';
}

/**
 * Sets a booklet: a tagged PDF by the rules of PDF/UA-1, which refuse what would be printed without a glyph. The same
 * booklet gives the same bytes. Nothing outside of the templates' folder can be read by it.
 *
 * @throws TypesettingError
 */
export function compileBooklet(booklet: Booklet, drawings: ReadonlyMap<string, Drawing>): Buffer {
  const compiler = NodeCompiler.create({ workspace: TEMPLATES, fontArgs: [{ fontPaths: fontFolders() }] });
  const files = Object.fromEntries([...drawings].map(([name, { format }], at) => [name, `/drawings/${at}.${format}`]));
  for (const [name, { bytes }] of drawings) compiler.mapShadow(join(TEMPLATES, files[name]!), Buffer.from(bytes));
  const [year, month, day] = booklet.day.split('-').map(Number);
  const data = { ...booklet, files, date: { year, month, day }, fonts: FONT_FAMILIES };
  compiler.mapShadow(join(TEMPLATES, 'booklet.json'), Buffer.from(JSON.stringify(data)));
  try {
    const creationTimestamp = Date.parse(booklet.day) / 1000;
    return compiler.pdf({ mainFilePath: join(TEMPLATES, 'booklet.typ') }, { pdfStandard: 'ua-1', creationTimestamp });
  } catch (error) {
    // The typesetter puts one of its messages into the code.
    const { message, code } = error as Error & { code?: string };
    throw new TypesettingError([message, code].filter(Boolean).join(' ').slice(0, 4000));
  }
}
