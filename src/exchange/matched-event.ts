import { digestOf } from '#src/changes/base-digest.ts';
import type { ExchangedEdition, ExchangedEvent } from './catalogue-reading.ts';
import type { EventGroup } from './event-groups.ts';
import { folded } from './exchange-words.ts';
import { editDistance } from './nearest-name.ts';

/** Which event of the catalogue a file means. */
export interface Match {
  /** Null for a new one. */
  readonly event: ExchangedEvent | null;
  /** What the file calls it; null where that is its slug. */
  readonly key: string | null;
  /** Why it cannot be told. */
  readonly problem?: { readonly code: string; readonly values: Readonly<Record<string, string>> };
}

/** Tells events of an edition by what files say of them: number, uid of a date, or what they were called before. */
export class Matching {
  readonly #exchanged: ExchangedEdition;
  readonly #bySlug: ReadonlyMap<string, ExchangedEvent>;
  readonly #byUid: ReadonlyMap<string, ExchangedEvent>;

  constructor(exchanged: ExchangedEdition) {
    this.#exchanged = exchanged;
    this.#bySlug = new Map(exchanged.events.map((event) => [event.slug, event]));
    this.#byUid = new Map(exchanged.events.flatMap((event) => event.dates.map(({ uid }) => [uid, event] as const)));
  }

  match({ name, rows }: EventGroup): Match {
    if (name !== null && this.#bySlug.has(name)) return { event: this.#bySlug.get(name)!, key: null };
    // Its address may have become another one since it was written.
    const ofDate = rows.map(({ cells }) => this.#byUid.get(cells['uid'] ?? '')).find((event) => event !== undefined);
    if (ofDate) return { event: ofDate, key: null };
    if (name === null) return this.#keyed(keyOfRow(rows[0].cells));
    const edition = this.#exchanged.elsewhere.get(name);
    if (edition !== undefined) {
      return { event: null, key: null, problem: { code: 'other-edition', values: { name, edition } } };
    }
    const keyed = this.#keyed(`nr:${name}`);
    return keyed.event ? keyed : { ...keyed, ...this.#mistyped(name) };
  }

  #keyed(key: string): Match {
    const known = this.#exchanged.keys.get(key);
    return { event: (known && this.#bySlug.get(known.slug)) ?? null, key };
  }

  /** A number that looks like one of the catalogue's, but is none, would double an event. */
  #mistyped(name: string): Pick<Match, 'problem'> {
    if (name.length < 6) return {};
    const isUnnamed = /^event-[0-9a-f]{8}$/.test(name);
    const near = [...this.#bySlug.keys()].find(
      (slug) => Math.abs(slug.length - name.length) <= 2 && editDistance(slug, name) <= 2,
    );
    if (near !== undefined) return { problem: { code: 'unknown-number-like', values: { name, suggestion: near } } };
    return isUnnamed ? { problem: { code: 'unknown-number', values: { name } } } : {};
  }
}

/** A row without a number is called by its title and first day. */
function keyOfRow(cells: Readonly<Record<string, string>>): string {
  if (cells['calendarUid']) return `uid:${cells['calendarUid']}`;
  const title = Object.entries(cells).find(([id, text]) => id.startsWith('title.') && text !== '')?.[1] ?? '';
  return `row:${digestOf([folded(title), cells['day'] ?? ''])}`;
}
