/** What the visitor chose, and nothing else: not to be asked again. */
const KEY = 'language-offer';
const REFUSED = 'refused';

/**
 * `<language-offer>`, empty: offers the page in the first language of the browser's that the site has, in that
 * language, unless it is the page's own. Optional: without it the language switch has the same links. Nobody is led
 * anywhere by themselves, and who has refused once, or has chosen a language, is not asked again.
 */
class LanguageOffer extends HTMLElement {
  connectedCallback(): void {
    document.addEventListener('click', ({ target }) => {
      if (target instanceof Element && target.closest('.language-list a')) rememberRefusal();
    });
    const link = wantedLink();
    if (!link || isRefused()) return;
    this.lang = link.lang;
    this.dir = link.dir;
    const offer = document.createElement('a');
    offer.lang = link.lang;
    offer.hreflang = link.hreflang;
    offer.textContent = link.dataset['offer'] ?? '';
    // The address as it is when it is followed: the filter may have changed it meanwhile.
    offer.href = link.href;
    offer.addEventListener('click', () => (offer.href = wantedLink()?.href ?? offer.href));
    const refuse = document.createElement('button');
    refuse.type = 'button';
    refuse.textContent = link.dataset['refuse'] ?? '';
    refuse.addEventListener('click', () => this.#refuse());
    const aside = document.createElement('aside');
    aside.setAttribute('aria-label', offer.textContent);
    aside.append(offer, refuse);
    this.replaceChildren(aside);
  }

  #refuse(): void {
    this.replaceChildren();
    rememberRefusal();
    document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true });
  }
}

function rememberRefusal(): void {
  try {
    localStorage.setItem(KEY, REFUSED);
  } catch {
    // A browser that keeps nothing asks again on the next page.
  }
}

/** The switch's link to the language that the browser asks for first among the site's; none if that is the page's own. */
function wantedLink(): HTMLAnchorElement | undefined {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.language-switch a[hreflang]')];
  for (const wanted of navigator.languages) {
    const link = links.find(({ hreflang }) => languageOf(hreflang) === languageOf(wanted));
    if (link) return link.getAttribute('aria-current') ? undefined : link;
  }
  return undefined;
}

/** `'fa-AF'` and Dari's own `'prs'` → `'fa'` */
function languageOf(tag: string): string {
  try {
    return new Intl.Locale(tag).language.replace(/^prs$/, 'fa');
  } catch {
    return tag;
  }
}

function isRefused(): boolean {
  try {
    return localStorage.getItem(KEY) === REFUSED;
  } catch {
    return false;
  }
}

customElements.define('language-offer', LanguageOffer);
