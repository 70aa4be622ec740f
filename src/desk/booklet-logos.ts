import type { Booklets } from '#src/booklet/booklets.ts';
import { FundingError } from '#src/booklet/funding.ts';

/** The logos that are missing; mistakes in `content/funding.yaml` in their place, since somebody has to mend those first. */
export async function missingLogos(booklets: Pick<Booklets, 'missingLogos'>): Promise<readonly string[]> {
  try {
    return await booklets.missingLogos();
  } catch (error) {
    if (error instanceof FundingError) return error.message.split('\n');
    throw error;
  }
}
