/** What the map says, in the page's language; made by the server. */
export interface MapWords {
  readonly name: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly close: string;
  readonly failed: string;
  readonly you: string;
  /** `{venue}` */
  readonly nearDone: string;
  readonly nearFailed: string;
  readonly near: string;
  readonly byName: string;
  readonly byNameDone: string;
  /** `{distance}` */
  readonly distance: string;
  readonly separator: string;
  /** Plural forms with `{count}`. */
  readonly events: Forms;
  /** Plural forms with `{place}` and `{count}`. */
  readonly morePlaces: Forms;
}

type Forms = Readonly<Record<string, string>>;

/** `inWords({ one: '{count} Ort', other: '{count} Orte' }, 3)` → `'3 Orte'`, by the page's language. */
export function inWords(forms: Forms, count: number, values: Readonly<Record<string, string>> = {}): string {
  const form = forms[new Intl.PluralRules(document.documentElement.lang).select(count)] ?? forms['other'] ?? '';
  return filled(form, { ...values, count: String(count) });
}

/** `filled('{distance} Luftlinie', { distance: '3 km' })` → `'3 km Luftlinie'` */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}
