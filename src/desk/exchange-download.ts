import { exchangeableEditions, readExchanged, usualEdition } from '#src/exchange/catalogue-reading.ts';
import { CONTENT_TYPES, exportFile, isExportFormat, templateFile } from '#src/exchange/exchange-files.ts';
import { ExchangeWords } from '#src/exchange/exchange-words.ts';
import type { ExchangeParts } from '#src/exchange/prepare-import.ts';

/**
 * A file to download, or the template to fill in; 404 where there is no such edition or format.
 *
 * @param edition its slug; null for the one that is usually meant
 */
export async function downloadResponse(
  what: 'export' | 'template',
  { format, edition: wanted }: { readonly format: string; readonly edition: string | null },
  parts: ExchangeParts,
): Promise<Response> {
  const edition = wanted ?? usualEdition(await exchangeableEditions(parts.database))?.slug;
  const exchanged = edition === undefined ? null : await readExchanged(parts.database, edition);
  if (!exchanged || !isExportFormat(format) || (what === 'template' && format === 'json')) {
    return new Response(null, { status: 404 });
  }
  const words = new ExchangeWords(parts.deskWords, parts.translations.de, exchanged.known);
  const body =
    what === 'template' && format !== 'json'
      ? await templateFile(format, exchanged, words)
      : await exportFile(format, exchanged, words);
  const name = what === 'template' ? 'vorlage' : `veranstaltungen-${exchanged.edition.slug}`;
  return new Response(new Uint8Array(body), {
    headers: {
      'content-type': CONTENT_TYPES[format],
      'content-disposition': `attachment; filename="${name}.${format}"`,
      'x-content-type-options': 'nosniff',
    },
  });
}
