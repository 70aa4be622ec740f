/** How long a pause in typing counts as "done", in milliseconds. */
const TYPING_PAUSE = 700;

/**
 * `<live-preview form="id">` around what the answer to a form's "preview" button shows beside it: keeps up with what is
 * typed. Optional: without it, the button does the same. While the form holds mistakes, it stays as it is.
 */
class LivePreview extends HTMLElement {
  #pause: ReturnType<typeof setTimeout> | undefined;
  #asked: AbortController | undefined;
  #form: HTMLFormElement | null = null;

  connectedCallback(): void {
    this.#form = document.querySelector(`form#${this.getAttribute('form')}`);
    this.#form?.addEventListener('input', this);
    this.#form?.addEventListener('submit', this);
  }

  disconnectedCallback(): void {
    this.#form?.removeEventListener('input', this);
    this.#form?.removeEventListener('submit', this);
    this.#stop();
  }

  handleEvent(event: Event): void {
    this.#stop();
    if (event.type === 'input') this.#pause = setTimeout(() => void this.#refresh(), TYPING_PAUSE);
  }

  #stop(): void {
    clearTimeout(this.#pause);
    this.#asked?.abort();
  }

  /** A preview that does not come is none missed: the button is there. */
  async #refresh(): Promise<void> {
    const form = this.#form;
    if (!form) return;
    const data = new FormData(form);
    // Sent with the form itself: a picture is too large to be sent at each pause.
    data.delete('picture.file');
    data.set('action', 'preview');
    this.#asked = new AbortController();
    // Not `form.action`, which is its buttons of that name.
    const address = form.getAttribute('action') ?? location.href;
    try {
      const response = await fetch(address, { method: 'POST', body: data, signal: this.#asked.signal });
      if (response.status !== 200) return;
      const page = new DOMParser().parseFromString(await response.text(), 'text/html');
      const fresh = page.querySelector(`live-preview[form="${form.id}"]`);
      // Scrolling is the section's: only what is in it is exchanged.
      const [old, present] = [this.firstElementChild, fresh?.firstElementChild];
      if (old && present) old.replaceChildren(...present.childNodes);
    } catch {
      // Aborted, or offline.
    }
  }
}

customElements.define('live-preview', LivePreview);
