import { describe, expect, it } from 'vitest';
import { Markdown } from '#src/texts/markdown.ts';

const markdown = new Markdown('uk', (what) => `[${what}]`);

describe('Markdown of standing texts', () => {
  it.each([
    ['[Програма](/events?free=1)', '<a href="/uk/events?free=1">Програма</a>'],
    ['[Початок](/)', '<a href="/uk">Початок</a>'],
    ['[x](/accessibility#enforcement)', '<a href="/uk/accessibility#enforcement">x</a>'],
    ['[x](https://example.org/a)', '<a href="https://example.org/a">x</a>'],
    ['[x](//example.org)', '<a href="//example.org">x</a>'],
    ['[03695 1](tel:+4936951)', '<a href="tel:+4936951" dir="ltr">03695 1</a>'],
    ['у :de[Landratsamt]: так', 'у <bdi lang="de">Landratsamt</bdi>: так'],
    [':gap[ім’я <b>]', '<mark class="gap">[ім’я &lt;b&gt;]</mark>'],
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['[x](javascript:alert(1))', '[x](javascript:alert(1))'],
    ['о 12:30: **так**', 'о 12:30: <strong>так</strong>'],
  ])('%s', (text, html) => {
    expect(markdown.inline(text)).toBe(html);
  });

  it('lists the headings of a text, with the ids that they name', () => {
    const { html, headings } = markdown.text('## Перша\n\nТак.\n\n## Друга *важлива* {#second}\n\n### Третя\n');
    expect(headings).toEqual([
      { id: 'section-1', html: 'Перша' },
      { id: 'second', html: 'Друга <em>важлива</em>' },
    ]);
    expect(html).toContain('<h2 id="second">Друга <em>важлива</em></h2>');
    expect(html).toContain('<h3>Третя</h3>');
  });
});
