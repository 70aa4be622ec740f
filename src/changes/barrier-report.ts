import { DEFAULT_LANGUAGE } from '#src/languages/languages.ts';
import { refuse, type ChangeHandler } from './change.ts';
import { enqueue } from './outbox.ts';

/** Writes to those who coordinate the edition that is shown. Sent twice, it is written once. */
export const reportBarrier: ChangeHandler<'report-barrier'> = async (db, change, at) => {
  const { formKey, page, message, email, language } = change;
  const edition = await db.selectFrom('edition').select('contact_email').where('shown', '=', 1).executeTakeFirst();
  const recipient = edition?.contact_email ?? null;
  if (recipient === null) return refuse('closed', 'page', 'The edition that is shown says nobody to write to.');
  const mail = { recipient, language: DEFAULT_LANGUAGE, template: 'barrier-report', subjectId: formKey };
  const known = await db
    .selectFrom('mail')
    .select('id')
    .where('template', '=', mail.template)
    .where('subject_id', '=', formKey)
    .executeTakeFirst();
  if (known) return { ok: true, isRepeated: true, id: formKey };
  await enqueue(db, { ...mail, data: { page, message, email, language } }, at);
  return { ok: true, subject: 'barrier', before: null, after: { page }, editions: [], isPublic: false, id: formKey };
};
