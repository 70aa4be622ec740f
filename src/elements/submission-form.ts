import { checkDates } from './form-checks.ts';
import { FormDraft } from './form-draft.ts';
import { addRow, offerRemoval, removeRow } from './form-rows.ts';

/** How long a pause in typing counts as "done", in milliseconds. */
const TYPING_PAUSE = 400;
const MAX_PICTURE_BYTES = 10 * 1024 * 1024;

/**
 * `<submission-form>` around the form for events. Optional: without it the form is a plain one, checked by the server.
 * With it a draft is kept in the browser, rows come and go in place, and what is wrong or already on that day is told
 * at once; a second press of a button does nothing.
 */
class SubmissionForm extends HTMLElement {
  #draft: FormDraft | undefined;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #isSending = false;
  #isTyped = false;

  connectedCallback(): void {
    for (const type of ['input', 'change', 'click', 'submit']) this.addEventListener(type, this);
    for (const type of ['beforeunload', 'pageshow']) window.addEventListener(type, this);
    const key = this.dataset['draft'];
    if (key !== undefined) this.#draft = new FormDraft(this, key);
    document.querySelector<HTMLElement>('[data-error-summary], #preview-title')?.focus();
    for (const row of this.querySelectorAll<HTMLElement>('[data-row]')) offerRemoval(row, this.dataset['remove']!);
    void this.#check(true);
  }

  disconnectedCallback(): void {
    for (const type of ['beforeunload', 'pageshow']) window.removeEventListener(type, this);
  }

  handleEvent(event: Event): void {
    const target = event.target instanceof Element ? event.target : null;
    switch (event.type) {
      case 'input':
        this.#isTyped = true;
        clearTimeout(this.#pause);
        this.#pause = setTimeout(() => this.#draft?.keep(), TYPING_PAUSE);
        break;
      case 'change':
        this.#isTyped = true;
        this.#draft?.keep();
        this.#checkPicture(target);
        void this.#check();
        break;
      case 'click':
        this.#press(event, target?.closest('button') ?? null);
        break;
      case 'submit':
        this.#submit(event);
        break;
      case 'beforeunload':
        if (this.#isTyped && !this.#isSending && !(this.#draft?.isKept ?? false)) event.preventDefault();
        break;
      case 'pageshow':
        // Back to a form that has arrived: sent once more, it would be taken for the same one. Here is a new one.
        if (this.#isSending && this.#draft?.isSent) location.replace(location.href);
        // Back from anywhere else: it can be sent again.
        else this.#settle(false);
        break;
    }
  }

  #press(event: Event, button: HTMLButtonElement | null): void {
    if (!button) return;
    const { add } = button.dataset;
    if (add !== undefined && addRow(this, add, this.dataset['remove']!)) event.preventDefault();
    if ('removeRow' in button.dataset) {
      removeRow(button);
      this.#draft?.keep();
    }
    if ('draftRestore' in button.dataset) {
      this.#draft?.restore();
      void this.#check();
    }
    if ('draftForget' in button.dataset) this.#draft?.forget();
  }

  /** The first press sends; the buttons stay focusable, as whoever pressed one is on it. */
  #submit(event: Event): void {
    if (this.#isSending) return event.preventDefault();
    clearTimeout(this.#pause);
    this.#draft?.keep();
    this.#settle(true);
  }

  #settle(isSending: boolean): void {
    this.#isSending = isSending;
    for (const button of document.querySelectorAll('button[name=action]')) {
      if (isSending) button.setAttribute('aria-disabled', 'true');
      else button.removeAttribute('aria-disabled');
    }
    this.querySelector('[data-sending-status]')!.textContent = isSending ? (this.dataset['sending'] ?? '') : '';
  }

  #checkPicture(target: Element | null): void {
    if (!(target instanceof HTMLInputElement) || target.type !== 'file') return;
    const isTooLarge = (target.files?.[0]?.size ?? 0) > MAX_PICTURE_BYTES;
    target.setCustomValidity(isTooLarge ? this.dataset['fileTooLarge']! : '');
    if (!isTooLarge) return;
    target.reportValidity();
    target.value = '';
  }

  /** @param isFirst what the page tells already is not asked for again */
  async #check(isFirst = false): Promise<void> {
    for (const { row, query } of checkDates(this)) {
      const place = row.querySelector<HTMLElement>('[data-same-day]')!;
      if (place.dataset['asked'] === query) continue;
      place.dataset['asked'] = query;
      if (isFirst && ('told' in this.dataset || place.childElementCount > 0)) continue;
      const found = query === '' ? '' : await this.#sameDay(query);
      // Meanwhile another may have been asked for.
      if (place.dataset['asked'] === query) place.innerHTML = found;
    }
  }

  /** A piece of our own page; help that does not come is no help missed. */
  async #sameDay(query: string): Promise<string> {
    try {
      const response = await fetch(`${this.dataset['sameDay']}?${query}`);
      return response.ok ? await response.text() : '';
    } catch {
      return '';
    }
  }
}

customElements.define('submission-form', SubmissionForm);
