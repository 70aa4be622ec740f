import type { CatalogueDatabase } from '#db/connect.ts';
import type { Catalogue } from '#src/catalogue/catalogue.ts';
import type { Translations } from '#src/i18n/translation.ts';
import type { SecretLinks } from '../secret-links.ts';

/** What mails are written with. */
export interface MailContext {
  readonly database: CatalogueDatabase;
  readonly catalogue: Catalogue;
  readonly translations: Translations;
  readonly links: SecretLinks;
  readonly siteUrl: string;
}
