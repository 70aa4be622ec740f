/**
 * `<copy-address>` around a field with an address. Optional: without it the field is there to be copied by hand.
 * With it a button copies the address and says so, to screen readers too; a touch of the field marks all of it.
 */
class CopyAddress extends HTMLElement {
  connectedCallback(): void {
    this.#button.hidden = false;
    this.addEventListener('click', this);
    this.#field.addEventListener('focus', this);
  }

  handleEvent({ type, target }: Event): void {
    if (type === 'focus') this.#field.select();
    else if (target === this.#button) void this.#copy();
  }

  async #copy(): Promise<void> {
    const status = this.querySelector('[role=status]')!;
    // Emptied first, since many readers do not repeat the same words.
    status.textContent = '';
    const words = (await this.#isCopied()) ? this.dataset['copied'] : this.dataset['selected'];
    requestAnimationFrame(() => (status.textContent = words ?? ''));
  }

  async #isCopied(): Promise<boolean> {
    try {
      // Not there where the site is visited without https; refused where the visitor does not allow it.
      await navigator.clipboard.writeText(this.#field.value);
      return true;
    } catch {
      this.#field.focus();
      this.#field.select();
      return false;
    }
  }

  get #field(): HTMLInputElement | HTMLTextAreaElement {
    return this.querySelector<HTMLInputElement | HTMLTextAreaElement>('input, textarea')!;
  }

  get #button(): HTMLButtonElement {
    return this.querySelector('button')!;
  }
}

customElements.define('copy-address', CopyAddress);
