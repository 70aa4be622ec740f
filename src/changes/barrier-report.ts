import { DEFAULT_LANGUAGE } from '#src/languages/languages.ts';
import { refuse, type ChangeHandler } from './change.ts';
import { enqueue } from './outbox.ts';

/**
 * Writes to those who coordinate the edition that is shown. Sent twice, it is written once; another report with the same
 * form, after going back to it, is another mail.
 */
export const reportBarrier: ChangeHandler<'report-barrier'> = async (db, change, at) => {
  const { formKey, page, message, email, language } = change;
  const edition = await db.selectFrom('edition').select('contact_email').where('shown', '=', 1).executeTakeFirst();
  const recipient = edition?.contact_email ?? null;
  if (recipient === null) return refuse('closed', 'page', 'The edition that is shown says nobody to write to.');
  const mail = { recipient, language: DEFAULT_LANGUAGE, template: 'barrier-report', subjectId: formKey };
  const data = { page, message, email, language };
  const known = await db
    .selectFrom('mail')
    .select('data')
    .where('template', '=', mail.template)
    .where('subject_id', '=', formKey)
    .execute();
  if (known.some((sent) => sent.data === JSON.stringify(data))) return { ok: true, isRepeated: true, id: formKey };
  await enqueue(db, { ...mail, data }, at);
  return { ok: true, subject: 'barrier', before: null, after: null, editions: [], isPublic: false, id: formKey };
};
