/** A process that sets one booklet and ends. Started by typeset.ts, which sends it words and drawings. */
import { doApart } from '#src/media/apart-process.ts';
import { compileBooklet } from './compile.ts';
import { imposed, withBoxes } from './sheets.ts';
import type { TypesetAnswer, TypesetOrder } from './typeset.ts';

doApart(async ({ booklet, drawings, isImposed }: TypesetOrder): Promise<TypesetAnswer> => {
  try {
    const pdf = compileBooklet(booklet, drawings);
    return { ok: true, pdf: await (isImposed ? imposed(pdf, booklet) : withBoxes(pdf, booklet)) };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
});
