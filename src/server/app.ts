import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type CatalogueDatabase } from '#db/connect.ts';
import { migrate } from '#db/migrate.ts';
import { Booklets } from '#src/booklet/booklets.ts';
import { Catalogue } from '#src/catalogue/catalogue.ts';
import { applyChange } from '#src/changes/apply.ts';
import type { Applied, Change, Refusal } from '#src/changes/change.ts';
import { Coordinators } from '#src/coordinators/coordinators.ts';
import { SignInLinks } from '#src/coordinators/sign-in-links.ts';
import { signInMails } from '#src/coordinators/sign-in-mails.ts';
import { DeskWords, readDeskDictionary } from '#src/i18n/desk-words.ts';
import { BARRIER_MAILS } from '#src/feedback/barrier-mail.ts';
import { readDictionaries } from '#src/i18n/dictionary.ts';
import { translationsFrom, type Translations } from '#src/i18n/translation.ts';
import type { MailLog } from '#src/mail/attempt.ts';
import { Mailer } from '#src/mail/mailer.ts';
import { createTransport } from '#src/mail/transport.ts';
import { Tiles } from '#src/map/tiles.ts';
import { MediaStore } from '#src/media/media-store.ts';
import { FormKeys } from '#src/submissions/form-keys.ts';
import { MAIL_TEMPLATES, type MailContext } from '#src/submissions/mail-templates.ts';
import { RateLimit } from '#src/submissions/rate-limit.ts';
import { SecretLinks } from '#src/submissions/secret-links.ts';
import { readTexts, type Texts } from '#src/texts/read-texts.ts';
import { systemClock, type Clock } from '#src/time/festival-time.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { secretKey } from './secret-key.ts';
import { ROOT, type Settings } from './settings.ts';

/** What a process has one of; server and command line build the same and hand it on. */
export interface App {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly catalogue: Catalogue;
  readonly translations: Translations;
  /** What stands beside the programme: about, contact, legal notices. */
  readonly texts: Texts;
  /** What the desk says. */
  readonly deskWords: DeskWords;
  readonly database: CatalogueDatabase;
  /** The street map's; null where there is none. */
  readonly tiles: Tiles | null;
  readonly media: MediaStore;
  /** The printed programme. */
  readonly booklets: Booklets;
  /** Sends what changes put into the outbox, once it is started. */
  readonly mailer: Mailer<MailContext>;
  /** Where mail goes wrong, it is said here. */
  logMailTo(log: MailLog): void;
  readonly links: SecretLinks;
  readonly formKeys: FormKeys;
  readonly rateLimit: RateLimit;
  /** Signs in who works at the desk. */
  readonly coordinators: Coordinators;
  readonly signInLinks: SignInLinks;
  /** Applies a change in the name of `actor`: the one way in (`#src/changes/apply.ts`). */
  apply(actor: string, change: Change): Promise<Applied | Refusal>;
  close(): Promise<void>;
}

/**
 * Opens the catalogue in `settings.dataDir` and brings it to the newest schema.
 *
 * @param options.mustExist refuse to make a new catalogue
 * @throws CatalogueFileError, DictionaryError, TextError with a sentence for the operator
 */
export async function openApp(
  settings: Settings,
  { clock = systemClock, mustExist = false }: { clock?: Clock; mustExist?: boolean } = {},
): Promise<App> {
  const translations = translationsFrom(readDictionaries(join(ROOT, 'content/strings')));
  const texts = readTexts(join(ROOT, 'content'), translations);
  const path = join(settings.dataDir, 'catalogue.sqlite');
  if (!mustExist) mkdirSync(settings.dataDir, { recursive: true, mode: 0o750 });
  const database = connect(path, { mustExist });
  await migrate(database, path);
  const key = secretKey(settings.dataDir);
  const catalogue = new Catalogue(database);
  const links = new SecretLinks(key);
  const deskWords = new DeskWords(readDeskDictionary(join(ROOT, 'content/desk')), translations.de);
  const rateLimit = new RateLimit({ database, clock, key });
  const signInLinks = new SignInLinks({ database, clock, key, siteUrl: settings.siteUrl });
  const mailLog = new LateLog();
  const mailer = new Mailer({
    database,
    clock,
    transport: createTransport(settings),
    sender: { from: settings.mailFrom },
    templates: { ...MAIL_TEMPLATES, ...BARRIER_MAILS, ...signInMails(signInLinks, deskWords) },
    context: { database, catalogue, translations, links, siteUrl: settings.siteUrl },
    log: mailLog,
  });
  return {
    settings,
    clock,
    database,
    catalogue,
    translations,
    texts,
    deskWords,
    tiles: tilesOf(settings, clock),
    media: new MediaStore(settings.dataDir, clock),
    booklets: new Booklets({
      ...{ catalogue, translations, texts, siteUrl: settings.siteUrl, contentFolder: join(ROOT, 'content') },
    }),
    mailer,
    logMailTo: (log) => mailLog.to(log),
    links,
    formKeys: new FormKeys(key),
    rateLimit,
    coordinators: new Coordinators({
      ...{ database, clock, key, rateLimit, siteUrl: settings.siteUrl, links: signInLinks },
      wakeMailer: () => mailer.wake(),
    }),
    signInLinks,
    async apply(actor, change) {
      const outcome = await applyChange(database, clock, actor, change);
      if (outcome.ok) mailer.wake();
      return outcome;
    },
    async close() {
      await mailer.stop();
      await database.close();
    },
  };
}

/** Hands on to the server's log, which is made after the app; the command line has none. */
class LateLog implements MailLog {
  #log: MailLog | undefined;

  to(log: MailLog): void {
    this.#log = log;
  }

  info = (details: object, message: string) => this.#log?.info(details, message);
  warn = (details: object, message: string) => this.#log?.warn(details, message);
  error = (details: object, message: string) => this.#log?.error(details, message);
}

function tilesOf({ tileUpstream, tileCacheMegabytes, dataDir, siteUrl }: Settings, clock: Clock): Tiles | null {
  if (tileUpstream === null) return null;
  return new Tiles({
    template: tileUpstream,
    folder: join(dataDir, 'tiles'),
    maxBytes: tileCacheMegabytes * 1024 * 1024,
    userAgent: `${packageJson.name}/${packageJson.version} (+${siteUrl})`,
    clock,
  });
}
