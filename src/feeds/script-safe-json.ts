/**
 * JSON that may stand inside a `<script>` element: what could end the element or open a comment is escaped
 * (HTML §4.12.1.3).
 *
 * `scriptSafeJson({ name: '</script>' })` → `{"name":"\u003C/script>"}`
 */
export function scriptSafeJson(data: object): string {
  return JSON.stringify(data).replace(/[<\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  });
}
