import { filterQuery, parseFilter } from '../filter/filter.ts';

/** How long a pause in typing counts as "done", in milliseconds. */
const TYPING_PAUSE = 250;

/**
 * `<event-filter>` around the programme's form and results. Optional: without it the form is a plain GET form.
 * With it a choice changes the result in place; the address follows, so that Back, reload and sharing work; the
 * focus stays where it is, and the new count is said to screen readers.
 */
class EventFilter extends HTMLElement {
  #request: AbortController | undefined;
  #pause: ReturnType<typeof setTimeout> | undefined;
  /** The address, without fragment, that the results on the page belong to. */
  #shown = location.pathname + location.search;

  connectedCallback(): void {
    this.addEventListener('submit', this);
    this.addEventListener('change', this);
    this.addEventListener('input', this);
    this.addEventListener('click', this);
    window.addEventListener('popstate', this);
  }

  disconnectedCallback(): void {
    window.removeEventListener('popstate', this);
    this.#request?.abort();
  }

  handleEvent(event: Event): void {
    const target = event.target instanceof Element ? event.target : null;
    switch (event.type) {
      case 'submit':
        event.preventDefault();
        this.#panel?.removeAttribute('open');
        void this.#show(this.#address(), 'push');
        break;
      case 'change':
        if (target?.matches('[type=checkbox]')) void this.#show(this.#address(), 'push');
        break;
      case 'input':
        if (!target?.matches('[type=search]')) break;
        clearTimeout(this.#pause);
        this.#pause = setTimeout(() => void this.#show(this.#address(), 'replace'), TYPING_PAUSE);
        break;
      case 'click':
        this.#follow(event as MouseEvent, target);
        break;
      case 'popstate':
        if (location.pathname + location.search !== this.#shown) void this.#show(location.href, 'none');
        break;
    }
  }

  /** A link to another filter: shown in place, unless the visitor asks for a new tab. */
  #follow(event: MouseEvent, target: Element | null): void {
    const link = target?.closest<HTMLAnchorElement>('a[data-filter-link]');
    if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void this.#show(link.href, 'push').then(() => this.#results?.focus());
  }

  /** The address of what the form holds, in the one canonical form. */
  #address(): string {
    const form = this.querySelector('form')!;
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') query.append(name, value);
    return new URL(form.action).pathname + filterQuery(parseFilter(query).filter);
  }

  async #show(address: string, history: 'push' | 'replace' | 'none'): Promise<void> {
    clearTimeout(this.#pause);
    this.#request?.abort();
    const request = (this.#request = new AbortController());
    this.#results?.setAttribute('aria-busy', 'true');
    try {
      const response = await fetch(address, { signal: request.signal, headers: { accept: 'text/html' } });
      const page = new DOMParser().parseFromString(await response.text(), 'text/html');
      const results = page.querySelector('[data-results]');
      if (!results) throw new Error('no results');
      const url = new URL(address, location.href);
      if (history === 'push' && url.href !== location.href) window.history.pushState(null, '', url);
      if (history === 'replace') window.history.replaceState(null, '', url);
      this.#shown = url.pathname + url.search;
      this.#results?.replaceWith(results);
      this.#takeOver(page, history !== 'replace');
      this.#announce(results.querySelector('[data-event-count]')?.textContent ?? '');
    } catch (error) {
      // Overtaken by the next choice; otherwise the plain way always works.
      if (!request.signal.aborted) location.assign(address);
      else if (!(error instanceof DOMException)) throw error;
    }
  }

  /** Takes the form's state from the new page without replacing what may have the focus. */
  #takeOver(page: Document, withWords: boolean): void {
    for (const name of ['data-count', 'data-chosen']) {
      for (const place of this.querySelectorAll(`[${name}]`)) {
        const fresh = page.querySelector(`[${name}="${CSS.escape(place.getAttribute(name)!)}"]`);
        place.textContent = fresh?.textContent ?? (name === 'data-count' ? '0' : '');
      }
    }
    for (const box of this.querySelectorAll<HTMLInputElement>('[type=checkbox]')) {
      const fresh = page.querySelector<HTMLInputElement>(
        `[type=checkbox][name="${box.name}"][value="${CSS.escape(box.value)}"]`,
      );
      box.checked = fresh?.defaultChecked ?? false;
    }
    const words = this.querySelector<HTMLInputElement>('[type=search]');
    const freshWords = page.querySelector<HTMLInputElement>('[type=search]');
    if (words && freshWords && withWords) words.value = freshWords.defaultValue;
    for (const hidden of this.querySelectorAll('form > [type=hidden]')) hidden.remove();
    this.querySelector('form')?.prepend(...page.querySelectorAll('event-filter form > [type=hidden]'));
    for (const selector of ['.language-switch', '.problem']) {
      const old = document.querySelector(selector);
      const fresh = page.querySelector(selector);
      if (old && fresh) old.replaceWith(fresh);
      else if (selector === '.problem') old?.remove();
    }
  }

  #announce(text: string): void {
    const announcement = this.querySelector('[data-announcement]');
    if (announcement) announcement.textContent = text;
  }

  get #results(): HTMLElement | null {
    return this.querySelector('[data-results]');
  }

  get #panel(): Element | null {
    return this.querySelector('.filter-panel');
  }
}

customElements.define('event-filter', EventFilter);
