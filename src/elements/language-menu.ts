/**
 * `<language-menu>` around the language switch. Optional: without it the switch opens and closes by its summary alone.
 * With it Escape closes it and gives the focus back, and so does leaving it or pressing anywhere else.
 */
class LanguageMenu extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener('keydown', this);
    this.addEventListener('focusout', this);
    document.addEventListener('pointerdown', this);
  }

  disconnectedCallback(): void {
    document.removeEventListener('pointerdown', this);
  }

  handleEvent(event: Event): void {
    const menu = this.querySelector('details');
    if (!menu?.open) return;
    if (event instanceof KeyboardEvent) {
      if (event.key !== 'Escape') return;
      menu.open = false;
      menu.querySelector('summary')?.focus();
      return;
    }
    // Where the focus goes to nothing, the window lost it, or a press did, which is told by itself.
    const to = event instanceof FocusEvent ? event.relatedTarget : event.target;
    if (to instanceof Node && !this.contains(to)) menu.open = false;
  }
}

customElements.define('language-menu', LanguageMenu);
