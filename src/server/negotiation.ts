/** The encodings that pages are kept in, best first. */
export const ENCODINGS = ['br', 'gzip', 'identity'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/**
 * What an `Accept-Encoding` header accepts (RFC 9110 §12.5.3), most wanted first; among equals the smaller one.
 * `identity` is always there, at the end if unwanted: an answer that cannot be read is worse than one unasked for.
 *
 * `'gzip, deflate, br;q=0.5'` → `['gzip', 'br', 'identity']`; no header → `['identity']`
 */
export function acceptedEncodings(header: string | undefined): readonly Encoding[] {
  const weights = new Map<string, number>();
  for (const element of (header ?? '').split(',')) {
    const [name = '', ...parameters] = element.split(';').map((part) => part.trim().toLowerCase());
    if (name !== '') weights.set(name.replace(/^x-gzip$/, 'gzip'), weightOf(parameters));
  }
  const weight = (encoding: Encoding) =>
    weights.get(encoding) ?? (encoding === 'identity' ? 0.0001 : (weights.get('*') ?? 0));
  return ENCODINGS.filter((encoding) => encoding === 'identity' || weight(encoding) > 0).toSorted(
    (a, b) => weight(b) - weight(a),
  );
}

/** `q` of 0 to 1; 1 if absent, 0 if it is none. */
function weightOf(parameters: readonly string[]): number {
  const q = parameters.find((parameter) => /^q\s*=/.test(parameter));
  if (q === undefined) return 1;
  const value = Number(q.replace(/^q\s*=\s*/, '') || NaN);
  return value >= 0 && value <= 1 ? value : 0;
}
