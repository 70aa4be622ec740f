import { filterQuery, parseFilter } from '../filter/filter.ts';

/** How long a pause in typing counts as "done", in milliseconds. */
const TYPING_PAUSE = 250;

/**
 * `<event-filter>` around the programme's form and results. Optional: without it the form is a plain GET form.
 * With it a choice changes the result in place; the address follows, so that Back, reload and sharing work; the
 * focus stays where it is, and the new count is said to screen readers. Sends `results` when others are shown.
 */
class EventFilter extends HTMLElement {
  #request: AbortController | undefined;
  #pause: ReturnType<typeof setTimeout> | undefined;
  /** Whether the address on top of the history is one that typing made: the next letter replaces it. */
  #typing = false;
  /** Path and query that the page shows or is about to show. */
  #wanted = location.pathname + location.search;

  connectedCallback(): void {
    for (const type of ['submit', 'change', 'input', 'click']) this.addEventListener(type, this);
    for (const type of ['popstate', 'pageshow', 'pagehide']) window.addEventListener(type, this);
    if (document.readyState === 'complete') this.#settle();
  }

  disconnectedCallback(): void {
    for (const type of ['popstate', 'pageshow', 'pagehide']) window.removeEventListener(type, this);
    this.#request?.abort();
  }

  handleEvent(event: Event): void {
    const target = event.target instanceof Element ? event.target : null;
    switch (event.type) {
      case 'submit':
        event.preventDefault();
        this.#submit();
        break;
      case 'change':
        if (target?.matches('[type=checkbox]')) void this.#show(this.#formAddress(), 'push');
        break;
      case 'input':
        if (!target?.matches('[type=search]')) break;
        clearTimeout(this.#pause);
        this.#pause = setTimeout(() => this.#search(), TYPING_PAUSE);
        break;
      case 'click':
        this.#follow(event as MouseEvent, target);
        break;
      case 'popstate':
        if (location.pathname + location.search !== this.#wanted) void this.#show(location.href, 'none');
        break;
      case 'pageshow':
        this.#settle();
        break;
      case 'pagehide':
        // The visitor leaves: an answer that still comes must not call them back.
        this.#request?.abort();
        break;
    }
  }

  /** One step in the history for a run of typing, not one for each letter. */
  #search(): void {
    const history = this.#typing ? 'replace' : 'push';
    void this.#show(this.#formAddress(), history).then(() => (this.#typing = true));
  }

  /** On a phone the form covers the results: it closes, and the visitor is taken to the count. */
  #submit(): void {
    const panel = this.querySelector<HTMLDetailsElement>('.filter-panel');
    const covered = panel?.open ?? false;
    if (panel) panel.open = false;
    void this.#show(this.#formAddress(), 'push').then(() => covered && this.#focusCount());
  }

  /** A link to another filter: shown in place, unless the visitor asks for a new tab. */
  #follow(event: MouseEvent, target: Element | null): void {
    const link = target?.closest<HTMLAnchorElement>('a[data-filter-link]');
    if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void this.#show(link.href, 'push').then(() => this.#focusCount());
  }

  /**
   * Brings form and address together where they differ: what was chosen before this script ran is meant; what a
   * browser put back into the form of an older page is not.
   */
  #settle(): void {
    const address = this.#formAddress();
    const shown = location.pathname + filterQuery(parseFilter(new URLSearchParams(location.search)).filter);
    if (address === shown) return;
    const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    const chosenEarly = navigation?.type === 'navigate' && this.#request === undefined;
    void this.#show(chosenEarly ? address : location.href, chosenEarly ? 'push' : 'none');
  }

  /** The address of what the form holds, in the one canonical form. */
  #formAddress(): string {
    const form = this.querySelector('form')!;
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') query.append(name, value);
    return new URL(form.action).pathname + filterQuery(parseFilter(query).filter);
  }

  async #show(address: string, history: 'push' | 'replace' | 'none'): Promise<void> {
    if (history !== 'none') clearTimeout(this.#pause);
    this.#typing = false;
    this.#request?.abort();
    const request = (this.#request = new AbortController());
    const url = new URL(address, location.href);
    this.#wanted = url.pathname + url.search;
    const typed = this.#words?.value;
    this.#results?.setAttribute('aria-busy', 'true');
    try {
      const response = await fetch(url, { signal: request.signal, headers: { accept: 'text/html' } });
      const page = new DOMParser().parseFromString(await response.text(), 'text/html');
      const results = page.querySelector('[data-results]');
      if (!results) throw new Error('no results');
      if (history === 'push' && url.href !== location.href) window.history.pushState(null, '', url);
      if (history === 'replace') window.history.replaceState(null, '', url);
      this.#results?.replaceWith(results);
      this.#takeOver(page, typed);
      this.dispatchEvent(new Event('results', { bubbles: true }));
      this.#announce(results.querySelector('[data-event-count]')?.textContent?.trim() ?? '');
    } catch (error) {
      // Overtaken by the next choice; otherwise the plain way always works.
      if (!request.signal.aborted) location.assign(url);
      else if (!(error instanceof DOMException)) throw error;
    }
  }

  /**
   * Takes the form's state from the new page without replacing what may have the focus.
   *
   * @param typed the words when the page was asked for: what was typed since then stays
   */
  #takeOver(page: Document, typed: string | undefined): void {
    for (const name of ['data-count', 'data-chosen']) {
      for (const place of this.querySelectorAll(`form [${name}]`)) {
        const fresh = page.querySelector(`[${name}="${CSS.escape(place.getAttribute(name)!)}"]`);
        if (fresh) place.replaceChildren(...fresh.childNodes);
      }
    }
    for (const box of this.querySelectorAll<HTMLInputElement>('[type=checkbox]')) {
      const same = `[type=checkbox][name="${box.name}"][value="${CSS.escape(box.value)}"]`;
      box.checked = page.querySelector<HTMLInputElement>(same)?.defaultChecked ?? false;
    }
    const words = this.#words;
    if (words && words.value === typed) words.value = page.querySelector<HTMLInputElement>('#q')?.defaultValue ?? '';
    for (const hidden of this.querySelectorAll('form > [type=hidden]')) hidden.remove();
    this.querySelector('form')?.prepend(...page.querySelectorAll('event-filter form > [type=hidden]'));
    for (const selector of ['.language-switch', '[data-problems]', '.overview', '[data-feedback]']) {
      const fresh = page.querySelector(selector);
      if (fresh) document.querySelector(selector)?.replaceWith(fresh);
    }
  }

  /** Says the count; emptied first, since many readers do not repeat the same words. */
  #announce(text: string): void {
    const announcement = this.querySelector('[data-announcement]')!;
    announcement.textContent = '';
    requestAnimationFrame(() => (announcement.textContent = text));
  }

  #focusCount(): void {
    const count = this.querySelector<HTMLElement>('[data-event-count]');
    count?.focus({ preventScroll: true });
    count?.scrollIntoView({ block: 'start' });
  }

  get #results(): HTMLElement | null {
    return this.querySelector('[data-results]');
  }

  get #words(): HTMLInputElement | null {
    return this.querySelector('#q');
  }
}

customElements.define('event-filter', EventFilter);
