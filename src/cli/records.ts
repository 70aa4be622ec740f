import { readOrganiserRegister, type RegisteredOrganiser } from '#src/catalogue/organiser-register.ts';
import { readVenueRegister, type RegisteredVenue } from '#src/catalogue/venue-register.ts';
import { organiserList, venueList, VIEWS, type ListedRecord, type RecordList } from '#src/desk/record-list.ts';
import { applyAndTell } from './change-commands.ts';
import { UsageError, type Command, type Input, type Option, type Result } from './command.ts';
import { inColumns } from './printable.ts';

const SHOW: Option = { type: 'string', value: 'WHICH', help: `${VIEWS.join(', ')}; without it, all` };
const INTO: Option = { type: 'string', required: true, value: 'SLUG', help: 'the one that stays' };

export const venues: Command = {
  summary: 'List the venues with their events, proposed and unused ones too, and which may be there twice.',
  options: { show: SHOW },
  run: async (app, input) => listed(venueList(await readVenueRegister(app.database.read), queryFrom(input)), 'venues'),
};

export const organisers: Command = {
  summary: 'List the organisers with their events, proposed and unused ones too, and which may be there twice.',
  options: { show: SHOW },
  run: async (app, input) =>
    listed(organiserList(await readOrganiserRegister(app.database.read), queryFrom(input)), 'organisers'),
};

export const mergeVenue: Command = {
  summary: 'Make one of two records of a venue: its events and its address go to the one that stays.',
  argument: 'slug',
  options: { into: INTO },
  run: (app, input) => merge('merge-venues', app, input),
};

export const mergeOrganiser: Command = {
  summary: 'Make one of two records of an organiser: its events and its address go to the one that stays.',
  argument: 'slug',
  options: { into: INTO },
  run: (app, input) => merge('merge-organisers', app, input),
};

function merge(
  kind: 'merge-venues' | 'merge-organisers',
  app: Parameters<Command['run']>[0],
  input: Input,
): Promise<Result> {
  const [from, into] = [input.argument, input.text('into')!];
  return applyAndTell(app, { kind, from, into }, `${from} is ${into} now.`);
}

function queryFrom(input: Input): URLSearchParams {
  const show = input.text('show') ?? 'all';
  if (!VIEWS.some((view) => view === show)) {
    throw new UsageError(`--show "${show}" is none of: ${VIEWS.join(', ')}.`);
  }
  return new URLSearchParams({ show });
}

function listed(list: RecordList<RegisteredVenue | RegisteredOrganiser>, what: string): Result {
  return {
    ok: true,
    lines: list.records.length > 0 ? inColumns(list.records.map(rowOf)) : [`There are no ${what}.`],
    data: list.records.map(({ record, unplaced, same }) => ({
      ...record,
      ...('placeName' in record ? { unplaced } : {}),
      maybeSame: same.map(({ slug, because }) => ({ slug, because })),
    })),
  };
}

/** `pressenwerk  Pressenwerk, Bad Salzungen  2024: 3  proposed, maybe presswerk` */
function rowOf({ record, unplaced, same }: ListedRecord<RegisteredVenue | RegisteredOrganiser>): string[] {
  return [
    record.slug,
    'placeName' in record ? `${record.facts.name}, ${record.placeName}` : record.facts.name,
    record.editions.map(({ edition, events }) => `${edition}: ${events}`).join(', ') || 'unused',
    [
      ...(record.proposed ? ['proposed'] : []),
      ...(unplaced ? ['without coordinates'] : []),
      ...same.map(({ slug }) => `maybe ${slug}`),
    ].join(', '),
  ];
}
