import { buildWhenChanged } from '#src/server/build-when-changed.ts';

/** One build for the whole run: what `npm start` builds, only if something changed since the last one. */
export default async function setup(): Promise<void> {
  await buildWhenChanged();
}
