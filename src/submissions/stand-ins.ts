import { LANGUAGES } from '#src/languages/languages.ts';
import type { FormContext, FormProblem } from './read-form.ts';

/** What the schema takes where something was refused; whatever is not named here may be empty. */
const STAND_INS: Readonly<Record<string, unknown>> = {
  'texts.language': LANGUAGES[0].code,
  'texts.title': '-',
  'texts.summary': '-',
  'texts.description': '-',
  'newVenue.name': '-',
  onlineUrl: 'https://stand-in.example',
  audiences: ['everyone'],
  languages: ['de'],
  access: [],
  'price.kind': 'free',
  'registration.kind': 'none',
  'registration.phone': '00000',
  'registration.url': 'https://stand-in.example',
  organisers: '-',
  'contact.name': '-',
  'contact.email': 'stand-in@example.org',
  consent: 'yes',
};

/** What compares one field with another: worth nothing where one of them is a stand-in. */
const COMPARING = ['before-start', 'outside-programme', 'no-such-time', 'too-long', 'after-event', 'twice'];

/**
 * The form with something harmless in the place of all that was refused, so that the rest can be checked as well:
 * whoever has mended everything should not hear of more.
 *
 * @param tree what the schema was given; it is changed
 * @param refused the paths of what the schema refused
 */
export function withStandIns(
  tree: unknown,
  refused: readonly (readonly PropertyKey[])[],
  context: FormContext,
): unknown {
  const [firstDay] = context.edition.programmeDays;
  const [category = ''] = context.snapshot.categories.keys();
  const known: Readonly<Record<string, unknown>> = { ...STAND_INS, 'dates.day': firstDay, category };
  for (const path of refused) {
    // Of a list of choices, all of it: which one was wrong does not matter.
    const [first] = path as string[];
    const isChoices = Array.isArray(STAND_INS[first!]);
    const steps = isChoices ? [first!] : path;
    const name = steps.filter((step) => typeof step !== 'number').join('.');
    put(tree, steps, known[name] ?? '');
  }
  return tree;
}

/** Of what was found with stand-ins, what would be found without them, too. */
export function foundDespite(standIns: readonly FormProblem[], found: readonly FormProblem[]): FormProblem[] {
  const wholes = new Set(standIns.map(({ field }) => wholeOf(field)));
  const isFree = ({ field, code }: FormProblem) =>
    !COMPARING.includes(code) || !(wholes.has(wholeOf(field)) || (code === 'after-event' && has(wholes, 'dates')));
  return found.filter((problem) => isFree(problem) && !standIns.some(({ field }) => field === problem.field));
}

/** What a field is compared within: `dates.1.day` → `dates.1`; texts are compared with each other. */
function wholeOf(field: string): string {
  const [first = '', row = ''] = field.split('.');
  return first === 'dates' ? `${first}.${row}` : first;
}

function has(wholes: ReadonlySet<string>, list: string): boolean {
  return [...wholes].some((whole) => whole.startsWith(`${list}.`));
}

function put(tree: unknown, steps: readonly PropertyKey[], value: unknown): void {
  const last = steps.at(-1)!;
  let place = tree as Record<PropertyKey, unknown> | undefined;
  for (const step of steps.slice(0, -1)) place = place?.[step] as typeof place;
  if (place && typeof place === 'object') place[last] = value;
}
