/**
 * Text from anybody, made fit for a mail: what could end a line or a header, steer a screen or turn the text around it
 * is taken out.
 */

/** Several lines: one kind of line end, no control characters, no overrides of the reading direction (UAX #9). */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n|[\r\v\f\u0085\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/(?!\n)[\p{Cc}\u202a-\u202e\ufffe\uffff]/gu, '');
}

/**
 * One line for a header, of at most `limit` characters: `oneLine('a\r\nBcc: b', 5)` → `'a Bc…'`. Here isolates would
 * turn what a mail program writes beside it, and an encoded word (RFC 2047), which some decode even between quotation
 * marks, would bring back all that was taken out.
 */
export function oneLine(text: string, limit: number): string {
  const line = cleanText(text)
    .replace(/[\u2066-\u2069]/g, '')
    .replaceAll('=?', '= ?')
    .replace(/\s+/g, ' ')
    .trim();
  if (line.length <= limit) return line;
  const beginning = line.slice(0, limit);
  const whole = [...new Intl.Segmenter().segment(beginning)].slice(0, -1).map(({ segment }) => segment);
  return `${whole.join('').trimEnd()}…`;
}
