import { describe, expect, it } from 'vitest';
import { publicPage, readReport } from '#src/feedback/report.ts';

const fields = (typed: Record<string, string>) =>
  Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, [value]]));

describe('a report of a barrier', () => {
  it('needs nothing but a message', () => {
    expect(readReport(fields({ message: ' Zu blass. ' }), 'uk')).toEqual({
      report: { message: 'Zu blass.', page: null, email: null, language: 'uk' },
    });
  });

  it('keeps no secret that its message holds', () => {
    const read = readReport(fields({ message: 'Hier: http://a.example/submissions/eyJ.abc geht nichts' }), 'de');
    expect(read).toMatchObject({ report: { message: 'Hier: http://a.example/submissions/… geht nichts' } });
  });

  it.each([
    [{}, [{ field: 'message', code: 'needed' }]],
    [{ message: 'x'.repeat(5001) }, [{ field: 'message', code: 'too-long' }]],
    [{ message: 'x', email: 'nobody' }, [{ field: 'email', code: 'not-an-email' }]],
    [{ message: 'x', email: 'a@b.example\nBcc: c@d.example' }, [{ field: 'email', code: 'not-an-email' }]],
    [
      { message: '  ', page: 'x'.repeat(501) },
      [
        { field: 'page', code: 'too-long' },
        { field: 'message', code: 'needed' },
      ],
    ],
  ])('names what is wrong with it: %o', (typed, problems) => {
    expect(readReport(fields(typed as Record<string, string>), 'de')).toEqual({ problems });
  });

  it.each([
    ['', null],
    ['/uk/events?free=1', '/uk/events?free=1'],
    ['https://woche.example/submissions/eyJhbGciOi.abc?sent', 'https://woche.example/submissions/…?sent'],
    ['/uk/submissions/eyJhbGciOi.abc/correct', '/uk/submissions/…/correct'],
    ['/desk/link/geheim', '/desk/link/…'],
    ['/submissions//eyJ.abc', '/submissions//…'],
    ['%2Fsubmissions%2FeyJ.abc', '%2Fsubmissions%2F…'],
    ['a\nb', 'a b'],
  ])('keeps no secret of the page that it is about: %s', (page, kept) => {
    expect(publicPage(page)).toBe(kept);
  });
});
