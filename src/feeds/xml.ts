import { plainText } from './calendar-lines.ts';

/**
 * A small writer of XML 1.0. Elements are values until the document is written, and every string among them is text:
 * nothing can become markup on its way.
 *
 * `xmlDocument(xml('title', {}, 'Kochen & Essen'))` → `<?xml …?>\n<title>Kochen &amp; Essen</title>\n`
 */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | null>>;
  readonly children: readonly (XmlElement | string)[];
}

/**
 * @param attributes one that is null is left out
 * @param children elements and text; null is left out
 */
export function xml(
  name: string,
  attributes: XmlElement['attributes'] = {},
  ...children: readonly (XmlElement | string | null)[]
): XmlElement {
  return { name, attributes, children: children.filter((child) => child !== null) };
}

/** The document, one line for each element that holds no others. */
export function xmlDocument(root: XmlElement): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${written(root)}\n`;
}

function written({ name, attributes, children }: XmlElement): string {
  const start = Object.entries(attributes).reduce(
    (tag, [attribute, value]) => (value === null ? tag : `${tag} ${attribute}="${escapeXml(value)}"`),
    name,
  );
  if (children.length === 0) return `<${start}/>`;
  const content = children.map((child) => (typeof child === 'string' ? escapeXml(child) : written(child)));
  // Between an element and text, a line break would be text, too.
  const parted = children.every((child) => typeof child !== 'string');
  return parted ? `<${start}>\n${content.join('\n')}\n</${name}>` : `<${start}>${content.join('')}</${name}>`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** For text and for attributes. What XML cannot hold in any form, like NUL, is left out. */
function escapeXml(text: string): string {
  return plainText(text).replace(/[&<>"]/g, (character) => ESCAPES[character]!);
}
