/** Adds an empty row after the last one of its list, as the server would. False if the form is to ask the server. */
export function addRow(form: HTMLElement, list: string, words: string): boolean {
  const rows = rowsOf(form, list);
  const last = rows.at(-1);
  if (!last) return false;
  const row = last.cloneNode(true) as HTMLElement;
  renumber(row, list, rows.length);
  empty(row);
  last.after(row);
  offerRemoval(row, words);
  const first = row.querySelector<HTMLElement>('select, input:not([type=hidden]), textarea');
  first?.focus();
  return true;
}

/** Every row but the first can go. */
export function offerRemoval(row: HTMLElement, words: string): void {
  if (rowsOf(row.parentElement!, row.dataset['row']!)[0] === row || row.querySelector('[data-remove-row]')) return;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'quiet-button';
  button.dataset['removeRow'] = '';
  button.textContent = words;
  const place = document.createElement('p');
  place.append(button);
  row.append(place);
}

/** Takes a row away and numbers the others anew; the focus goes to the row before. */
export function removeRow(button: HTMLElement): void {
  const row = button.closest<HTMLElement>('[data-row]')!;
  const list = row.dataset['row']!;
  const parent = row.parentElement!;
  const before = row.previousElementSibling;
  row.remove();
  rowsOf(parent, list).forEach((other, at) => renumber(other, list, at));
  before?.querySelector<HTMLElement>('input:not([type=hidden]), select')?.focus();
}

function rowsOf(form: HTMLElement, list: string): HTMLElement[] {
  return [...form.querySelectorAll<HTMLElement>(`[data-row=${list}]`)];
}

/** Names hold the number as `dates.1.day`, ids as `dates-1-day`. */
function renumber(row: HTMLElement, list: string, at: number): void {
  const number = new RegExp(`${list}([.-])\\d+`, 'g');
  for (const element of row.querySelectorAll('*')) {
    for (const name of ['name', 'id', 'for', 'aria-describedby']) {
      const value = element.getAttribute(name);
      if (value !== null) element.setAttribute(name, value.replace(number, `${list}$1${at}`));
    }
  }
  const legend = row.querySelector<HTMLElement>('[data-row-name]');
  if (legend) legend.textContent = legend.dataset['rowName']!.replace('{number}', String(at + 1));
}

function empty(row: HTMLElement): void {
  const said = '.field-error[id], [data-remove-row], .same-day';
  for (const element of row.querySelectorAll(said)) element.remove();
  for (const field of row.querySelectorAll('[data-invalid]')) field.removeAttribute('data-invalid');
  for (const line of row.querySelectorAll('[data-check], [data-weekday]')) line.textContent = '';
  for (const place of row.querySelectorAll<HTMLElement>('[data-same-day]')) delete place.dataset['asked'];
  for (const input of row.querySelectorAll<HTMLInputElement>('input, textarea')) {
    input.removeAttribute('aria-invalid');
    if (input.type === 'checkbox') input.checked = false;
    else input.value = '';
  }
  const select = row.querySelector('select');
  if (select) select.selectedIndex = (select.selectedIndex + 1) % select.options.length;
}
