import { addRow } from './form-rows.ts';

/** Said anew each time: consent; of the form alone: its key; not typed: what stands in hidden fields. */
const NOT_KEPT = /^(?:consent|picture\..*|formKey|action|comment)$/;

/**
 * What is typed, kept in the browser until it is sent. Offered when the visitor comes back, never put in unasked.
 */
export class FormDraft {
  /** Whether what is typed now could be kept. */
  isKept = false;
  readonly #element: HTMLElement;
  readonly #key: string;
  readonly #found: [string, string][];

  constructor(element: HTMLElement, key: string) {
    this.#element = element;
    this.#key = `draft-${key}`;
    this.#found = this.#read();
    const isFresh = !document.querySelector('[data-error-summary], #preview-title');
    if (this.#found.length > 0 && isFresh) this.#part('offer').hidden = false;
  }

  /** Whether it was kept, and has been taken away since by the page that says that all has arrived. */
  get isSent(): boolean {
    return this.isKept && this.#read().length === 0;
  }

  /** Not over a draft that is still being offered: nobody has decided about it. */
  keep(): void {
    if (!this.#part('offer').hidden) return;
    const typed = [...new FormData(this.#form)].filter(
      ([name, value]) => typeof value === 'string' && value !== '' && !NOT_KEPT.test(name),
    );
    try {
      localStorage.setItem(this.#key, JSON.stringify(typed));
      this.isKept = true;
      this.#part('note').hidden = false;
    } catch {
      // Private windows and full disks: then leaving the page warns.
      this.isKept = false;
    }
  }

  /** Puts the draft into the form, with the rows that it needs, around what has been typed meanwhile. */
  restore(): void {
    for (const [name] of this.#found) {
      const list = name.split('.')[0]!;
      const isRow = this.#element.querySelector(`[data-row=${list}]`) !== null;
      // As many rows as the draft has; a name of another form cannot add any.
      if (isRow && this.#fieldsNamed(name).length === 0) addRow(this.#element, list, this.#element.dataset['remove']!);
    }
    const names = new Set(this.#found.map(([name]) => name));
    for (const name of names) {
      const values = this.#found.filter(([other]) => other === name).map(([, value]) => value);
      for (const field of this.#fieldsNamed(name)) {
        if (field instanceof HTMLInputElement && /checkbox|radio/.test(field.type)) {
          field.checked = values.includes(field.value);
        } else if (!('defaultValue' in field) || field.value === field.defaultValue) field.value = values[0]!;
        const details = field.closest('details');
        if (details) details.open = true;
      }
    }
    this.#part('offer').hidden = true;
    this.keep();
    this.#begin();
  }

  forget(): void {
    try {
      localStorage.removeItem(this.#key);
    } catch {
      // There is none, then.
    }
    this.isKept = false;
    for (const part of ['offer', 'note']) this.#part(part).hidden = true;
    this.#begin();
  }

  /** The button that was pressed is gone: the form's first field is what comes next. */
  #begin(): void {
    this.#form.querySelector<HTMLElement>('select, input:not([type=hidden], [tabindex="-1"])')?.focus();
  }

  #read(): [string, string][] {
    try {
      return JSON.parse(localStorage.getItem(this.#key) ?? '[]') as [string, string][];
    } catch {
      return [];
    }
  }

  #fieldsNamed(name: string): (HTMLInputElement | HTMLSelectElement)[] {
    return [...this.#form.querySelectorAll<HTMLInputElement>(`[name="${CSS.escape(name)}"]`)];
  }

  #part(name: string): HTMLElement {
    return this.#element.querySelector(`[data-draft-${name}]`)!;
  }

  get #form(): HTMLFormElement {
    return this.#element.querySelector('form')!;
  }
}
