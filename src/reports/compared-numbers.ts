import { MEASURES, type EditionNumbers, type Measure } from './numbers.ts';

/** One row of a table: this edition beside the one before it. */
export interface ComparedRow {
  readonly key: string;
  readonly events: number;
  readonly dates: number;
  /** Null where there is no edition to compare with. */
  readonly eventsBefore: number | null;
}

export type ComparedNumbers = Readonly<Record<Measure, readonly ComparedRow[]>>;

/** Puts the numbers of two editions side by side; what there was before only stands at the end, with nothing now. */
export function comparedNumbers(now: EditionNumbers, before: EditionNumbers | null): ComparedNumbers {
  const compared = (measure: Measure): ComparedRow[] => {
    const earlier = new Map(before?.by[measure].map(({ key, events }) => [key, events]));
    const rows = now.by[measure].map((row) => ({ ...row, eventsBefore: before && (earlier.get(row.key) ?? 0) }));
    const keys = new Set(rows.map(({ key }) => key));
    // Days of two years have nothing to do with each other.
    if (measure === 'day') return rows.map((row) => ({ ...row, eventsBefore: null }));
    const gone = [...earlier].filter(([key]) => !keys.has(key));
    return [...rows, ...gone.map(([key, eventsBefore]) => ({ key, events: 0, dates: 0, eventsBefore }))];
  };
  return Object.fromEntries(MEASURES.map((measure) => [measure, compared(measure)])) as unknown as ComparedNumbers;
}
