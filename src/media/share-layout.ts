import type { Node } from '@takumi-rs/core';
import { directionOf, languageOf } from '#src/languages/languages.ts';
import { THEME } from '#src/theme/theme.ts';
import type { Said, ShareCard } from './share-card.ts';

/** What networks show in full (Open Graph's usual 1.91 : 1). */
export const SHARE_SIZE = { width: 1200, height: 630 } as const;
/** Between words and the picture's edges. */
const MARGIN = 60;
/** The column of words; the other one is the motif's. */
const WORDS_WIDTH = 790;

/** How a title is set: in pixels, and whether words too long for a line are broken. */
export interface TitleSetting {
  readonly size: number;
  readonly brokenWords?: boolean;
}

type Style = NonNullable<Node['style']>;

const { ground, words, colours } = THEME.motif;

/** The whole picture. Its images are named `motif` and `mark`. */
export function shareDrawing(card: ShareCard, title: TitleSetting): Node {
  return {
    type: 'container',
    style: { ...SHARE_SIZE, display: 'flex', position: 'relative', backgroundColor: ground, ...directed(card) },
    children: [motifOf(card), ...(card.door ? [doorOf(card)] : []), wordsOf(card, title, SHARE_SIZE.height)],
  };
}

/** The column of words; as high as they are if no height is given. */
export function wordsOf(card: ShareCard, title: TitleSetting, height?: number): Node {
  const accent = accentOf(card);
  return {
    type: 'container',
    style: {
      ...{ width: WORDS_WIDTH, height, display: 'flex', flexDirection: 'column', justifyContent: 'space-between' },
      ...{ gap: 26, padding: MARGIN, color: words, fontFamily: 'Rubik', fontWeight: 500, ...directed(card) },
    },
    children: [
      headOf(card),
      column([...(card.kind ? [kindOf(card.kind, card)] : []), titleOf(card, title)], 12),
      column(
        [
          ...card.when.map((said) =>
            line(said, card, { fontSize: 36, fontWeight: 700, color: accent, ...struck(card) }),
          ),
          ...(card.where ? [line(card.where, card, { fontSize: 30, lineClamp: 2 })] : []),
        ],
        6,
      ),
    ],
  };
}

function headOf(card: ShareCard): Node {
  const { siteName } = card;
  return {
    type: 'container',
    // Above the motif there is room for it.
    style: { display: 'flex', alignItems: 'center', gap: 18, width: SHARE_SIZE.width - 2 * MARGIN },
    children: [
      { type: 'image', src: 'mark', style: siteName ? { width: 52, height: 52 } : { width: 92, height: 92 } },
      ...(siteName ? [line(siteName, card, { fontSize: 27, lineClamp: 1, flexGrow: 1 })] : []),
    ],
  };
}

/** What kind of event it is, behind what became of it. */
function kindOf(kind: Said, card: ShareCard): Node {
  const { status, language } = card;
  const badge = {
    ...{ fontSize: 30, fontWeight: 700, color: ground, backgroundColor: words },
    ...{ padding: '4px 18px', borderRadius: 10, flexShrink: 0 },
  };
  return {
    type: 'container',
    style: { display: 'flex', alignItems: 'center', gap: 18 },
    children: [
      ...(status ? [line({ text: status, language }, card, badge)] : []),
      line(kind, card, { fontSize: 30, flexGrow: 1 }),
    ],
  };
}

function titleOf(card: ShareCard, { size, brokenWords }: TitleSetting): Node {
  const isArabic = directionOf(card.title.language) === 'rtl';
  return line(card.title, card, {
    ...{ fontSize: size, fontWeight: 700, width: '100%', lineHeight: isArabic ? 1.26 : 1.12, textWrap: 'balance' },
    ...(brokenWords ? { overflowWrap: 'anywhere' } : {}),
  });
}

function motifOf({ language }: ShareCard): Node {
  const { width, height } = THEME.motif;
  const scale = 1.6;
  const side = languageOf(language).dir === 'rtl' ? 'right' : 'left';
  return {
    type: 'image',
    src: 'motif',
    style: { position: 'absolute', bottom: 0, [side]: WORDS_WIDTH, width: width * scale, height: height * scale },
  };
}

/** A door in the day's colour, with the day on it. */
function doorOf(card: ShareCard): Node {
  const { weekday, day } = card.door!;
  const said = (text: string) => ({ text, language: card.language });
  const centred = { textAlign: 'center', color: ground, fontWeight: 700, lineHeight: 1 } as const;
  return {
    type: 'container',
    style: {
      ...{ position: 'absolute', bottom: 0, [languageOf(card.language).dir === 'rtl' ? 'left' : 'right']: 76 },
      ...{ display: 'flex', flexDirection: 'column', alignItems: 'center', width: 250, height: 330, paddingTop: 74 },
      ...{ gap: 12, borderTopLeftRadius: 125, borderTopRightRadius: 125, backgroundColor: accentOf(card) },
      ...{ fontFamily: 'Rubik', boxShadow: `0 0 0 14px ${ground}` },
    },
    children: [
      line(said(weekday), card, { ...centred, fontSize: 42 }),
      line(said(day), card, { ...centred, fontSize: 132 }),
    ],
  };
}

/** Words keep their own direction, and stand where the page's language begins. */
function line({ text, language }: Said, { language: ofPage }: ShareCard, style: Style): Node {
  const { dir } = languageOf(ofPage);
  return {
    type: 'text',
    text,
    style: {
      ...{ lineHeight: 1.25, direction: directionOf(language), textAlign: dir === 'rtl' ? 'right' : 'left' },
      ...{ textOverflow: 'ellipsis', ...style },
    },
  };
}

function column(children: Node[], gap: number): Node {
  // Said, or a long word would make it wider than its room.
  const width = WORDS_WIDTH - 2 * MARGIN;
  return { type: 'container', style: { display: 'flex', flexDirection: 'column', gap, width }, children };
}

function directed({ language }: ShareCard): Style {
  return { direction: languageOf(language).dir };
}

function struck({ cancelled }: ShareCard): Style {
  return cancelled ? { textDecoration: 'line-through' } : {};
}

/** Vivid as in the motif; before and after the official week the words' own. */
function accentOf({ hue }: ShareCard): string {
  return colours[hue - 1] ?? words;
}
