import type { IconName } from '#src/theme/icon-names.ts';
import type { BookletFormat } from './booklet-options.ts';

/**
 * A booklet as the templates in `typst/` read it: words in their order, without a measure. Plain JSON; whatever stands
 * in a string is set as it is, never read as markup. Drawings stand apart from words, in `drawings`.
 */
export interface Booklet {
  readonly language: string;
  readonly direction: Direction;
  readonly format: BookletFormat;
  readonly bleed: boolean;
  /** Whether pages are filled up to a multiple of four. */
  readonly inFours: boolean;
  readonly colours: BookletColours;
  readonly title: string;
  readonly author: string;
  /** When what it tells was last changed, as `YYYY-MM-DD`. */
  readonly day: string;
  readonly words: Readonly<Record<BookletWord, string>>;
  readonly cover: Cover;
  readonly chapters: readonly Chapter[];
  /** Whether tables tell what is where. */
  readonly hasContents: boolean;
  readonly towns: readonly { readonly name: string; readonly rows: readonly ContentsRow[] }[];
  readonly map: MapDrawing | null;
  readonly legend: readonly { readonly title: string; readonly symbols: readonly Symbol[] }[];
  readonly funding: readonly FundingMark[];
  readonly imprint: Omit<Said, 'text'> & { readonly title: string; readonly blocks: readonly Block[] };
}

export type Direction = 'ltr' | 'rtl';

/** `page` and `seePage` hold `#` where the number of a page goes. */
export type BookletWord =
  | 'contents'
  | 'byDay'
  | 'byTown'
  | 'map'
  | 'legend'
  | 'funding'
  | 'notes'
  | 'page'
  | 'seePage'
  | 'otherDates'
  | 'ongoing'
  | 'registration';

export interface BookletColours {
  readonly ground: string;
  readonly onGround: string;
  readonly ink: string;
  readonly quiet: string;
  readonly line: string;
  readonly tint: string;
  readonly brand: string;
  readonly onHue: string;
}

/** Words in a language that may be another than the booklet's. */
export interface Said {
  readonly text: string;
  readonly language: string;
  readonly direction: Direction;
}

export interface Cover {
  readonly name: string;
  readonly motto: string;
  readonly span: string;
  readonly place: string;
  /** What of the programme is in it, if not all. */
  readonly selection: string | null;
  readonly demonstration: string | null;
  /** On the back. */
  readonly online: string;
  readonly address: string;
  readonly url: string;
  readonly asOf: string;
}

/** What has an opening page: a day of the official week, or all days before or after it. */
export interface Chapter {
  readonly name: string;
  readonly detail: string;
  readonly count: string;
  /** In the bookmarks and above its pages. */
  readonly heading: string;
  /** On the outer edge of its pages, in one line or two. */
  readonly tab: string;
  readonly colour: string;
  readonly wash: string;
  readonly days: readonly Day[];
}

export interface Day {
  /** Null where the chapter is the day. */
  readonly name: string | null;
  readonly heading: string;
  readonly entries: readonly Entry[];
  /** What began before and is told there. */
  readonly ongoing: readonly ContentsRow[];
}

/** A line that leads to an entry. */
export interface ContentsRow {
  readonly when: string;
  /** The time, where `when` is a day. */
  readonly begins: string;
  readonly title: Said;
  readonly status: string | null;
  readonly entry: string;
}

/** One date of an event. */
export interface Entry {
  readonly id: string;
  /** Day and time: pages may be read alone. */
  readonly time: string;
  readonly isCancelled: boolean;
  /** The time in a table of contents: when it begins. */
  readonly begins: string;
  readonly category: string;
  readonly symbol: IconName;
  readonly title: Said;
  readonly status: string | null;
  /** What was changed, and what coordinators say of it. */
  readonly notices: readonly Said[];
  /** Where it is, in a table of contents. */
  readonly town: string;
  /** The venue and its address, a line each. */
  readonly place: readonly string[];
  /** Null for a further date of an event that is told elsewhere. */
  readonly body: EntryBody | null;
  /** Where it is told in full. */
  readonly toldAt: string | null;
}

export interface EntryBody {
  readonly summary: Said;
  readonly paragraphs: readonly Said[];
  readonly facts: readonly Fact[];
  readonly otherDates: readonly string[];
  readonly qr: string;
  readonly url: string;
  readonly qrLabel: string;
}

/** What stands in one line, each part behind its symbol; the label says what it is where there is no symbol. */
export interface Fact {
  readonly label: string;
  readonly parts: readonly { readonly symbol: string; readonly text: string }[];
}

export interface Symbol {
  readonly symbol: string;
  readonly name: string;
}

export interface MapDrawing {
  readonly width: number;
  readonly height: number;
  /** What it shows, in words. */
  readonly label: string;
  readonly source: string | null;
  readonly towns: readonly MapTown[];
  /** The towns whose names have no room there, by the letters that stand for them. */
  readonly key: readonly { readonly letter: string; readonly name: string }[];
}

export interface MapTown {
  readonly x: number;
  readonly y: number;
  /** Null where it would not be readable. */
  readonly count: string | null;
  readonly quiet: boolean;
  readonly lines: readonly string[];
  readonly labelX: number;
  readonly labelY: number;
  readonly anchor: 'start' | 'middle' | 'end';
}

export interface FundingMark {
  readonly name: string;
  /** The name of a drawing; null: words alone. */
  readonly logo: string | null;
}

/** A part of a text: a heading, a paragraph, a point of a list. */
export interface Block {
  readonly kind: 'heading' | 'paragraph' | 'item';
  readonly runs: readonly Run[];
}

export interface Run {
  readonly text: string;
  readonly isGap: boolean;
  readonly isStrong: boolean;
  /** Null: as the text around it. */
  readonly language: string | null;
  readonly url: string | null;
}

/** A picture by its name: `qr-d1`, `icon-food`. */
export interface Drawing {
  readonly format: 'svg' | 'png';
  readonly bytes: Uint8Array;
}
