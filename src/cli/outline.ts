import { access, constants, readFile, stat } from 'node:fs/promises';
import { readOutline } from '#src/catalogue/outline.ts';
import { MAX_BYTES, tooManyBytes } from '#src/changes/geojson.ts';
import { summaryOf } from '#src/changes/outline.ts';
import type { App } from '#src/server/app.ts';
import { applyAndTell } from './change-commands.ts';
import { UsageError, type Command, type Result } from './command.ts';

export const outline: Command = {
  summary:
    'Draw the maps within an outline, the polygons of a GeoJSON file in WGS 84. Without a file: show what is there.',
  argument: 'file',
  argumentOptional: true,
  options: {
    attribution: { type: 'string', value: 'TEXT', help: 'whom to name as its source, beneath the map' },
    remove: { type: 'boolean', help: 'take the outline away: maps draw a soft shape around all places again' },
  },
  async run(app, input) {
    const [file, attribution] = [input.argument, input.text('attribution')];
    if (input.flag('remove') && (file || attribution !== undefined)) throw new UsageError('--remove takes no file.');
    if (input.flag('remove'))
      return applyAndTell(app, { kind: 'set-outline', geojson: null }, 'The outline is removed.');
    if (!file && attribution !== undefined) throw new UsageError('Say which file --attribution belongs to.');
    if (!file) return show(app);
    const trouble = await troubleWith(file);
    if (trouble) return { ok: false, lines: [trouble.message], data: trouble };
    const change = { kind: 'set-outline', geojson: await readFile(file, 'utf8') } as const;
    return applyAndTell(
      app,
      attribution === undefined ? change : { ...change, attribution },
      `${file} is the outline.`,
    );
  },
};

/** What can be told of a file without reading it. */
async function troubleWith(
  file: string,
): Promise<{ ok: false; code: string; field: string; message: string } | undefined> {
  const unreadable = (message: string) => ({ ok: false, code: 'unreadable-file', field: 'file', message }) as const;
  try {
    const found = await stat(file);
    if (found.isDirectory()) return unreadable(`${file} is a folder. Name the GeoJSON file in it.`);
    if (!found.isFile()) return unreadable(`${file} is not a file.`);
    await access(file, constants.R_OK);
    return found.size > MAX_BYTES ? tooManyBytes(found.size) : undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return unreadable(
      code === 'ENOENT' || code === 'ENOTDIR'
        ? `There is no file ${file}. Name the GeoJSON file of the area.`
        : `${file} cannot be read (${code}). May this user read it?`,
    );
  }
}

async function show(app: App): Promise<Result> {
  const record = await readOutline(app.database.read, null);
  if (!record)
    return { ok: true, lines: ['There is no outline: maps draw a soft shape around all places.'], data: null };
  const summary = summaryOf(record.outline);
  const source = summary.attribution === null ? 'It names no source.' : `Its source: ${summary.attribution}`;
  return {
    ok: true,
    lines: [`There is an outline. Polygons: ${summary.polygons}, positions: ${summary.positions}.`, source],
    data: summary,
  };
}
