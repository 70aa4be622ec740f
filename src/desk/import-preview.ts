import type { Applied, Change, Refusal } from '#src/changes/change.ts';
import { actorOf, type Coordinator } from '#src/coordinators/coordinator.ts';
import { prepareImport, type ImportFile, type PreparedImport } from '#src/exchange/prepare-import.ts';
import { StagedImports } from '#src/exchange/staged-imports.ts';
import { isPassing } from '#src/submissions/passing-errors.ts';
import type { ImportServices } from './import-upload.ts';
import { sentFields } from './sent-fields.ts';

/** The preview of a file that waits. */
export interface ImportPreview {
  readonly file: Pick<ImportFile, 'name' | 'edition'>;
  readonly prepared: PreparedImport;
}

export type Confirmation =
  | { readonly ok: true; readonly counts: PreparedImport['counts'] }
  /** Why not: `stale`, `problems`, `again`. */
  | { readonly ok: false; readonly status: 409 | 422 | 503; readonly problem: 'stale' | 'problems' | 'again' };

interface Services extends ImportServices {
  apply(actor: string, change: Change): Promise<Applied | Refusal>;
}

/** What importing the file would do now; null if it does not wait any more. */
export async function previewImport(id: string, services: ImportServices): Promise<ImportPreview | null> {
  const file = await stagedIn(services).find(id);
  const prepared = file && (await prepareImport(services, file));
  return file && prepared && typeof prepared !== 'string' ? { file, prepared } : null;
}

/** Imports the file if it still does what its preview said. */
export async function confirmImport(
  { request, id, coordinator }: { request: Request; id: string; coordinator: Coordinator },
  { file, prepared }: ImportPreview,
  services: Services,
): Promise<Confirmation> {
  const base = (await sentFields(request))('base');
  const { plan, counts } = prepared;
  if (base !== plan.digest) return { ok: false, status: 409, problem: 'stale' };
  if (plan.problems.length > 0) return { ok: false, status: 422, problem: 'problems' };
  try {
    const change = { kind: 'import-events', edition: file.edition, file: file.name, events: plan.changes } as const;
    const outcome = await services.apply(actorOf(coordinator), change);
    if (!outcome.ok) return { ok: false, status: 409, problem: 'stale' };
    await stagedIn(services).remove(id);
    return { ok: true, counts };
  } catch (error) {
    if (isPassing(error)) return { ok: false, status: 503, problem: 'again' };
    throw error;
  }
}

function stagedIn({ settings, clock }: ImportServices): StagedImports {
  return new StagedImports(settings.dataDir, clock);
}
