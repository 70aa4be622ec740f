import { WaitingLine } from '#src/media/waiting-line.ts';
import { workApart } from '#src/media/work-apart.ts';
import type { Booklet, Drawing } from './booklet.ts';

/** What the typesetting process gets and answers. */
export interface TypesetOrder {
  readonly booklet: Booklet;
  readonly drawings: ReadonlyMap<string, Drawing>;
  readonly isImposed: boolean;
}
export type TypesetAnswer =
  { readonly ok: true; readonly pdf: Uint8Array } | { readonly ok: false; readonly message: string };

export interface TypesetRefusal {
  readonly ok: false;
  /** `busy`: another one is being set and one more waits; `failed`: a fault of ours, told in `message`. */
  readonly code: 'busy' | 'took-too-long' | 'failed';
  readonly message: string;
}

/** Forty times what the demonstration week takes on an idle core. */
const MAX_MS = 120_000;
/** Setting takes a whole core: one is set, one waits. */
const line = new WaitingLine(1);

/** @param options.maxMs for how long it may be set, its waiting not counted; smaller in tests */
export async function typeset(
  order: TypesetOrder,
  { maxMs = MAX_MS } = {},
): Promise<(TypesetAnswer & { ok: true }) | TypesetRefusal> {
  const answer = await line.join(() => setApart(order, maxMs));
  return answer ?? { ok: false, code: 'busy', message: 'Another booklet is being set, and one more is waiting.' };
}

async function setApart(order: TypesetOrder, maxMs: number): Promise<(TypesetAnswer & { ok: true }) | TypesetRefusal> {
  const apart = await workApart<TypesetOrder, TypesetAnswer>('#src/booklet/typeset-process.ts', order, maxMs);
  if (apart.ended === 'too-long') {
    return { ok: false, code: 'took-too-long', message: `The booklet was not set within ${maxMs} ms.` };
  }
  if (apart.ended === 'answered') return apart.answer.ok ? apart.answer : failed(apart.answer.message);
  return failed(`The typesetting process ended with ${apart.status ?? apart.signal}.\n${apart.said}`);
}

function failed(message: string): TypesetRefusal {
  return { ok: false, code: 'failed', message };
}
