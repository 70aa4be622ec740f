/**
 * `<print-page>` around a button and a sentence on how to print. Optional: without it the sentence is there. With it
 * the button does what the sentence says.
 */
class PrintPage extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector('button')!;
    button.hidden = false;
    button.addEventListener('click', () => window.print());
    this.querySelector('p')!.hidden = true;
  }
}

customElements.define('print-page', PrintPage);
