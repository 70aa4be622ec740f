import type { CatalogueDatabase } from '#db/connect.ts';
import { readChanges } from '#src/changes/event-log.ts';
import type { EventPatch } from '#src/changes/event-patch.ts';
import { UNDOABLE } from '#src/changes/undoing.ts';
import { EVENT_FIELDS } from './value-lines.ts';

/** Something that was done to an event. */
export interface LogEntry {
  readonly id: number;
  readonly at: string;
  readonly actor: Actor;
  readonly kind: string;
  /** What was changed of its values; null where it was something else. */
  readonly edited: { readonly before: EventPatch; readonly after: EventPatch } | null;
  /** What somebody was told with it. */
  readonly message: string | null;
  /** What was taken back, if it was that. */
  readonly undone: string | null;
  /** Whether it was published with that. */
  readonly isPublishing: boolean;
  /** Whether it is the last one, and can be taken back. */
  readonly isUndoable: boolean;
}

/** Coordinators by their address, everybody else by what they are. */
export type Actor = { readonly coordinator: string } | { readonly role: string };

/** All that was done to an event and its submission, newest first. */
export async function readLog({ read }: CatalogueDatabase, slug: string): Promise<LogEntry[]> {
  const changes = await readChanges(read, slug);
  return changes.map(({ id, at, actor, kind, before, after }, index): LogEntry => {
    const [was, is] = [parsed(before), parsed(after)];
    return {
      ...{ id, at, kind },
      actor: actor.startsWith('desk: ') ? { coordinator: actor.slice('desk: '.length) } : { role: actor },
      edited: editedOf(was, is),
      message: messageOf(is),
      undone: textAt(is, 'undone'),
      isPublishing: kind === 'edit-event' && textAt(is, 'state') === 'published',
      isUndoable: index === 0 && UNDOABLE.includes(kind),
    };
  });
}

function editedOf(before: unknown, after: unknown): LogEntry['edited'] {
  const edited = { before: patchOf(before), after: patchOf(after) };
  return Object.keys(edited.after).length > 0 && Object.keys(edited.before).length > 0 ? edited : null;
}

/** Only what stands there as values of an event do: the log of other changes has lists of its own of that name. */
function patchOf(value: unknown): EventPatch {
  if (!isRecord(value)) return {};
  const entries = Object.entries(value).filter(([field]) => EVENT_FIELDS.some((one) => one === field));
  return Object.fromEntries(entries.filter(([field, part]) => field !== 'dates' || isDates(part)));
}

function isDates(value: unknown): boolean {
  return Array.isArray(value) && value.every((date) => isRecord(date) && typeof date['start'] === 'string');
}

/** Of a cancelled event, each date has it. */
function messageOf(after: unknown): string | null {
  const [first] = Array.isArray(after) ? (after as unknown[]) : [after];
  return textAt(first, 'message') ?? textAt(first, 'notice');
}

function textAt(value: unknown, key: string): string | null {
  const found = isRecord(value) ? value[key] : null;
  return typeof found === 'string' && found !== '' ? found : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(json: string | null): unknown {
  return json === null ? null : JSON.parse(json);
}
