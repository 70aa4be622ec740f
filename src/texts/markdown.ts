import markdownIt, { type MarkdownIt } from 'markdown-it';
import { languageTag, type LanguageCode } from '#src/languages/languages.ts';
import { path } from '#src/paths/paths.ts';

/** A heading of a text, to be linked to. */
export interface Heading {
  readonly id: string;
  /** HTML. */
  readonly html: string;
}

/** A text as HTML, with what its table of contents needs. */
export interface RenderedText {
  readonly html: string;
  /** Of the second level, in the order of the text. */
  readonly headings: readonly Heading[];
}

/** Where a page of the site is meant: `/events?free=1`. Not `//elsewhere`. */
const OWN_PAGE = /^\/(?!\/)([^?#]*)([?#].*)?$/;
const DIRECTIVE = /:(de|gap)\[([^\]]+)\]/y;
const HEADING_ID = /\s*\{#([a-z][a-z0-9-]*)\}$/;

/**
 * Markdown (CommonMark, with tables) as our standing texts use it, for one language. Beyond the standard:
 *
 * - links to pages of the site lead to them in this language: `[Programm](/events)` → `<a href="/uk/events">…`
 * - German names in another language's text: `:de[Landratsamt]` → `<bdi lang="de">Landratsamt</bdi>`
 * - what the county has still to fill in: `:gap[Name]` → `<mark class="gap">…Name…</mark>`
 * - a heading may name its own id: `## Titel {#enforcement}`
 *
 * HTML in a text is shown as it is typed.
 */
export class Markdown {
  readonly #parser: MarkdownIt;

  /** @param gap the words for what is missing */
  constructor(language: LanguageCode, gap: (what: string) => string) {
    this.#parser = markdownIt({ html: false })
      .use(ownLinks, language)
      .use(directives, gap)
      .use(headingIds)
      .use(contacts);
  }

  /** A line or a paragraph, without a block around it. */
  inline(text: string): string {
    return this.#parser.renderInline(text.trim());
  }

  /** A text of several paragraphs. */
  text(text: string): RenderedText {
    const environment: { headings: Heading[] } = { headings: [] };
    const html = this.#parser.render(text, environment).trim();
    return { html, headings: environment.headings };
  }
}

function ownLinks(parser: MarkdownIt, language: LanguageCode): void {
  const { normalizeLink } = parser;
  parser.normalizeLink = (url) => {
    const [, page, rest = ''] = OWN_PAGE.exec(url) ?? [];
    return normalizeLink(page === undefined ? url : path(language, page, rest));
  };
}

/** Numbers and addresses keep their order in a text from right to left. */
function contacts(parser: MarkdownIt): void {
  parser.renderer.rules['link_open'] = (tokens, position, options, _environment, renderer) => {
    const link = tokens[position]!;
    if (/^(?:tel|mailto):/.test(String(link.attrGet('href')))) link.attrSet('dir', 'ltr');
    return renderer.renderToken(tokens, position, options);
  };
}

function directives(parser: MarkdownIt, gap: (what: string) => string): void {
  const { escapeHtml } = parser.utils;
  parser.inline.ruler.before('text', 'directive', (state, silent) => {
    DIRECTIVE.lastIndex = state.pos;
    const found = DIRECTIVE.exec(state.src);
    if (!found) return false;
    const [whole, name, content = ''] = found;
    if (!silent) {
      const words = content.replace(/\s+/g, ' ');
      const html =
        name === 'de'
          ? `<bdi lang="${languageTag('de')}">${escapeHtml(words)}</bdi>`
          : `<mark class="gap">${escapeHtml(gap(words))}</mark>`;
      state.push('html_inline', '', 0).content = html;
    }
    state.pos += whole.length;
    return true;
  });
}

function headingIds(parser: MarkdownIt): void {
  parser.core.ruler.before('inline', 'heading-ids', (state) => {
    state.tokens.forEach((token, position) => {
      if (token.type !== 'heading_open' || token.tag !== 'h2') return;
      const line = state.tokens[position + 1]!;
      const { headings } = state.env as { headings: Heading[] };
      const id = HEADING_ID.exec(line.content)?.[1] ?? `section-${headings.length + 1}`;
      line.content = line.content.replace(HEADING_ID, '');
      token.attrSet('id', id);
      headings.push({ id, html: parser.renderInline(line.content) });
    });
  });
}
