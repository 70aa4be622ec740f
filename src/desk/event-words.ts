import type { DeskWords } from '#src/i18n/desk-words.ts';
import type { Actor, LogEntry } from './event-log.ts';

/** `{ role: 'organiser' }` → `'Veranstaltende'` */
export function actorInWords(actor: Actor, words: DeskWords): string {
  return 'coordinator' in actor ? actor.coordinator : (words.find('event.actor', actor.role) ?? actor.role);
}

/** `'verlegt'`, `'rückgängig gemacht: „verlegt“'` */
export function kindInWords({ kind, undone, isPublishing }: LogEntry, words: DeskWords): string {
  if (undone !== null) return words.t('event.kind.undo-of', { kind: kindOf(undone, words) });
  return kindOf(isPublishing ? 'edit-event-published' : kind, words);
}

/** Why something was not done. */
export function problemInWords(code: string, words: DeskWords): string {
  return words.find('event.problem', code) ?? words.find('notice', code) ?? words.t('event.problem.not-possible');
}

function kindOf(kind: string, words: DeskWords): string {
  return words.find('event.kind', kind) ?? words.t('event.kind.other');
}
