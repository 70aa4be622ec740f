import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type accounts from '#content/desk/accounts.json';
import type booklet from '#content/desk/booklet.json';
import type editions from '#content/desk/editions.json';
import type event from '#content/desk/event.json';
import type eventList from '#content/desk/event-list.json';
import type exchange from '#content/desk/exchange.json';
import type frame from '#content/desk/frame.json';
import type numbers from '#content/desk/numbers.json';
import type organisers from '#content/desk/organisers.json';
import type privacy from '#content/desk/privacy.json';
import type queue from '#content/desk/queue.json';
import type records from '#content/desk/records.json';
import type signIn from '#content/desk/sign-in.json';
import type translations from '#content/desk/translations.json';
import type venues from '#content/desk/venues.json';
import { DictionaryError, type Plural } from './dictionary.ts';
import { phrase } from './phrase.ts';
import type { Translation } from './translation.ts';

/** One file for each area of the desk; a new one is added here. */
// prettier-ignore
type Areas = typeof accounts
  & typeof booklet
  & typeof editions
  & typeof event
  & typeof eventList
  & typeof exchange
  & typeof frame
  & typeof numbers
  & typeof organisers
  & typeof privacy
  & typeof queue
  & typeof records
  & typeof signIn
  & typeof translations
  & typeof venues;
export type DeskKey = keyof Areas;
type DeskDictionary = Readonly<Record<string, string | Plural>>;

/**
 * What the desk says. It speaks German only, the language that coordinators work and publish in; its words stand in
 * `content/desk/`, one file for each area, with placeholders and plural forms as in `content/strings/`.
 *
 * `desk.t('frame.signOut')` → `'Abmelden'`
 */
export class DeskWords {
  readonly #dictionary: DeskDictionary;
  readonly #german: Translation;
  readonly #plurals = new Intl.PluralRules('de');

  constructor(dictionary: DeskDictionary, german: Translation) {
    this.#dictionary = dictionary;
    this.#german = german;
  }

  t(key: DeskKey, values: Readonly<Record<string, string | number>> = {}): string {
    return phrase(this.#dictionary[key]!, values, this.#plurals, (value) => this.#german.number(value));
  }

  /** The words of a code, if there are any: `find('exchange.problem', 'not-a-day')`. */
  find(area: string, code: string, values: Readonly<Record<string, string | number>> = {}): string | null {
    const entry = this.#dictionary[`${area}.${code}`];
    return entry === undefined ? null : this.t(`${area}.${code}` as DeskKey, values);
  }
}

/**
 * Reads the files of a folder into one dictionary.
 *
 * @throws DictionaryError if two files have a key in common
 */
export function readDeskDictionary(folder: string): DeskDictionary {
  const all = new Map<string, string | Plural>();
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
    const area = JSON.parse(readFileSync(join(folder, name), 'utf8')) as DeskDictionary;
    for (const [key, text] of Object.entries(area)) {
      if (all.has(key)) throw new DictionaryError(`content/desk/${name}: ${key} is in another file already.`);
      all.set(key, text);
    }
  }
  return Object.fromEntries(all);
}
