import { digestOf } from '#src/changes/base-digest.ts';
import type { ImportedEvent } from '#src/changes/change.ts';
import type { ExchangedEdition } from './catalogue-reading.ts';
import { COLUMNS } from './columns.ts';
import { compareEvent, type PlannedEvent } from './compared-event.ts';
import type { EventGroup } from './event-groups.ts';
import type { ExchangeWords } from './exchange-words.ts';
import { Matching } from './matched-event.ts';
import { inFileOrder, type Problem } from './problem.ts';

/** What an import would do. Nothing is written by making one. */
export interface ImportPlan {
  readonly problems: readonly Problem[];
  /** In the order of the file. */
  readonly events: readonly PlannedEvent[];
  /** What the change takes; nothing while there are problems. */
  readonly changes: readonly ImportedEvent[];
  /** Names file and catalogue as they were compared. */
  readonly digest: string;
}

/** Compares a file with the catalogue: what of it is new, changed or the same, and what is wrong. */
export function planImport(
  groups: readonly EventGroup[],
  exchanged: ExchangedEdition,
  words: ExchangeWords,
): ImportPlan {
  const matching = new Matching(exchanged);
  const problems: Problem[] = [];
  const events: PlannedEvent[] = [];
  const changes: ImportedEvent[] = [];
  const seen = new Set<string>();
  for (const group of groups) {
    const [first] = group.rows;
    const found = matching.match(group);
    const name = found.event?.slug ?? found.key ?? '';
    const match =
      found.problem || !seen.has(name)
        ? found
        : { ...found, problem: { code: 'twice', values: { name: group.name ?? '' } } };
    seen.add(name);
    if (match.problem) {
      const column = match.problem.code === 'twice' && group.name === null ? 'title.de' : 'number';
      problems.push({ sheet: first.sheet, row: first.row, column, ...match.problem });
      continue;
    }
    const contradictions = contradictionsIn(group);
    problems.push(...contradictions);
    const digest = digestOf(group.rows.map(({ cells }) => cells));
    const known = match.key === null ? undefined : exchanged.keys.get(match.key);
    const compared = compareEvent(group, match, { exchanged, words, isSameFile: known?.digest === digest });
    problems.push(...compared.problems);
    events.push(compared.planned);
    if (!compared.values || compared.planned.kind === 'unchanged') continue;
    changes.push({
      key: match.key === null ? null : { name: match.key, digest },
      known: match.event && { slug: match.event.slug, base: digestOf(match.event.values) },
      values: compared.values,
    });
  }
  const ordered = inFileOrder(problems);
  return {
    problems: ordered,
    events,
    changes: ordered.length > 0 ? [] : changes,
    digest: digestOf([ordered, changes]),
  };
}

/** What rows of one event say of it in different ways. */
function contradictionsIn({ rows }: EventGroup): Problem[] {
  return COLUMNS.filter(({ of }) => of === 'event').flatMap(({ id }) => {
    const first = rows.find(({ cells }) => (cells[id] ?? '') !== '');
    if (!first) return [];
    return rows
      .filter(({ cells }) => (cells[id] ?? '') !== '' && cells[id] !== first.cells[id])
      .map(({ sheet, row }) => ({
        sheet,
        row,
        column: id,
        code: 'contradiction',
        values: { row: String(first.row), sheet: first.sheet },
      }));
  });
}
