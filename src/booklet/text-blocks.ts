import type { Block, Run } from './booklet.ts';
import { isolated } from './said.ts';

const TAG = /<(\/?)([a-z0-9]+)((?:\s[^>]*)?)>/g;
const KINDS: Readonly<Record<string, Block['kind']>> = { h2: 'heading', h3: 'heading', p: 'paragraph', li: 'item' };
const CHARACTERS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/**
 * A standing text as it comes out of `src/texts` (HTML that our own Markdown wrote, well-formed), for paper: headings,
 * paragraphs and points of lists, with what is marked in them.
 */
export function textBlocks(html: string): Block[] {
  const blocks: { kind: Block['kind']; runs: Run[] }[] = [];
  const open: { tag: string; attributes: string }[] = [];
  let block: { kind: Block['kind']; runs: Run[] } | null = null;
  let from = 0;
  const say = (text: string) => {
    if (!block) return;
    const { text: before = '\n' } = block.runs.at(-1) ?? {};
    const words = before.endsWith('\n') ? text.replace(/^ +/, '') : text;
    if (words !== '') block.runs.push(runOf(words, open));
  };
  for (const { 0: whole, 1: closing, 2: tag = '', 3: attributes = '', index } of html.matchAll(TAG)) {
    say(readable(html.slice(from, index)));
    from = index + whole.length;
    const kind = KINDS[tag];
    if (tag === 'br') say('\n');
    else if (closing)
      open.splice(
        open.findLastIndex((one) => one.tag === tag),
        1,
      );
    else open.push({ tag, attributes });
    // A paragraph within a point of a list goes on with it.
    if (kind && !closing && !(tag === 'p' && open.some((one) => one.tag === 'li'))) {
      block = { kind, runs: [] };
      blocks.push(block);
    }
  }
  return blocks.filter(({ runs }) => runs.some(({ text }) => text.trim() !== ''));
}

function runOf(text: string, open: readonly { tag: string; attributes: string }[]): Run {
  const attribute = (tag: string, name: string) => {
    const { attributes = '' } = open.findLast((one) => one.tag === tag) ?? {};
    return new RegExp(` ${name}="([^"]*)"`).exec(attributes)?.[1] ?? null;
  };
  const href = attribute('a', 'href');
  const url = href === null ? null : readable(href);
  return {
    // Numbers and addresses are read from left to right, whatever stands around them.
    text: /^(?:tel|mailto):/.test(url ?? '') ? isolated(text) : text,
    isGap: open.some(({ tag }) => tag === 'mark'),
    isStrong: open.some(({ tag }) => tag === 'strong' || tag === 'em'),
    language: attribute('bdi', 'lang'),
    url,
  };
}

function readable(html: string): string {
  // A line break of the source is none of the text.
  return html.replace(/&(#?\w+);/g, (whole, name: string) => CHARACTERS[name] ?? whole).replace(/\s*\n\s*/g, ' ');
}
