import { z } from 'zod';
import type { TextName } from '#src/paths/paths.ts';
import { RETENTION, type RetentionRule } from '#src/privacy/retention.ts';
import { isDay } from '#src/time/day.ts';
import type { Markdown } from './markdown.ts';

/** What the pictures of `/easy` show; each is drawn in `EasyIcon.astro`. */
export const EASY_ICONS = [
  'week',
  'place',
  'programme',
  'easy',
  'map',
  'wheelchair',
  'money',
  'register',
  'language',
  'calendar',
  'organise',
  'help',
  'barrier',
  'privacy',
] as const;
export type EasyIcon = (typeof EASY_ICONS)[number];

/**
 * What stands above each text of `content/pages/<lang>/<name>.md`, in YAML: what a template shows in its own way. Prose
 * may hold inline Markdown and comes out as HTML; `title`, `description` are plain. Unknown fields are errors.
 *
 * @param markdown of the text's language
 * @param offices the names of the offices in `content/offices.yaml`
 */
export function frontMatterSchemas(markdown: Markdown, offices: readonly string[]) {
  const plain = z.string().trim().min(1);
  const prose = plain.transform((text) => markdown.inline(text));
  const office = z.enum(offices as [string, ...string[]], `must be one of content/offices.yaml: ${offices.join(', ')}`);
  const common = {
    /** Whether native readers have looked at it; for whoever edits it, not for visitors. */
    review: plain,
    title: plain,
    description: plain.max(200),
    lead: prose,
  };
  const listOf = <Item extends z.ZodType>(item: Item) =>
    z.strictObject({ heading: prose, lead: prose.optional(), items: z.array(item).min(1) });
  const titled = listOf(z.strictObject({ title: prose, text: prose }));
  const contact = z.strictObject({ heading: prose, text: prose, office });
  /** Texts that the law asks for. */
  const legal = {
    ...common,
    /** The county has not filled in its gaps yet. */
    draft: z.boolean(),
    asOf: plain.refine(isDay, 'must be a day, YYYY-MM-DD'),
  };
  return {
    about: z.strictObject({ ...common, facts: titled, carriers: titled }),
    network: z.strictObject({
      ...common,
      aims: listOf(z.strictObject({ text: prose })),
      tasks: titled,
      groups: titled,
      networks: titled,
      contact,
    }),
    democracy: z.strictObject({ ...common, projects: titled, work: titled, priorities: titled, contact }),
    contact: z.strictObject({
      ...common,
      offices: z.array(z.strictObject({ office, heading: prose, text: prose })).min(1),
      ways: titled,
    }),
    easy: z.strictObject({
      ...common,
      topics: z
        .array(z.strictObject({ icon: z.enum(EASY_ICONS), heading: prose, sentences: z.array(prose).min(1) }))
        .min(1),
    }),
    imprint: z.strictObject(legal),
    accessibility: z.strictObject(legal),
    privacy: z.strictObject({
      ...legal,
      /** How long what is kept; the periods themselves are `RETENTION`'s. */
      retention: z.strictObject({
        heading: prose,
        what: prose,
        howLong: prose,
        untilEndOfYear: prose,
        untilEndOfNextYear: prose,
        rows: z.record(z.enum(Object.keys(RETENTION) as [RetentionRule, ...RetentionRule[]]), prose),
        lasting: prose,
      }),
    }),
  } as const satisfies Record<TextName, z.ZodType>;
}

export type FrontMatter<Name extends TextName> = z.infer<ReturnType<typeof frontMatterSchemas>[Name]>;
/** Headed items, as most texts have them. */
export type TitledList = FrontMatter<'about'>['facts'];
