import { RuleTester } from 'eslint';
import { parser } from 'typescript-eslint';
import { describe, expect, test } from 'vitest';
import { subjectTables as subjectsOfTheTrail } from '#lib/trail/server/subject.ts';
import noDate from './no-date.js';
import oneClock from './one-clock.js';
import routesAskMay from './routes-ask-may.js';
import { subjectTables, writers } from './writers.js';
import writersOnly from './writers-only.js';

RuleTester.describe = describe;
RuleTester.it = test;
const tester = new RuleTester({ languageOptions: { parser } });

const limits = 'src/lib/kernel/server/limits.ts';
tester.run('writers-only', writersOnly, {
  valid: [
    { filename: limits, code: "tx.insertInto('rate_limit').values(row)" },
    { filename: limits, code: "tx.deleteFrom('rate_limit as old')" },
    { filename: 'src/lib/trail/server/subject.ts', code: 'tx.insertInto(table).values(row)' },
    { filename: 'src/lib/requests/server/read-request.ts', code: "db.selectFrom('request').forUpdate()" },
    { filename: 'src/routes/+page.ts', code: "say('Select a place to update your report, or delete it from here.')" },
  ],
  invalid: [
    { filename: 'src/routes/+page.server.ts', code: "tx.insertInto('draft')", errors: [{ messageId: 'nowhere' }] },
    { filename: 'src/lib/mail/server/a.ts', code: "tx.updateTable('request')", errors: [{ messageId: 'subject' }] },
    { filename: limits, code: "tx.deleteFrom('request')", errors: [{ messageId: 'subject' }] },
    { filename: limits, code: "tx.updateTable('form_key')", errors: [{ messageId: 'notYours' }] },
    { filename: limits, code: 'tx.insertInto(table)', errors: [{ messageId: 'unnamed' }] },
    { filename: 'src/a.ts', code: "tx.mergeInto('mail')", errors: [{ messageId: 'nowhere' }] },
    { filename: 'src/a.ts', code: 'sql`update mail set state = ${state}`', errors: [{ messageId: 'nowhere' }] },
    { filename: 'src/a.ts', code: 'sql`insert into ${table} values (1)`', errors: [{ messageId: 'nowhere' }] },
    {
      filename: 'src/a.ts',
      code: "client.query('delete from step where id = $1')",
      errors: [{ messageId: 'subject' }],
    },
    {
      filename: 'src/a.ts',
      code: 'sql`with gone as (delete from trail_entry returning 1) select 1`',
      errors: [{ messageId: 'nowhere' }],
    },
  ],
});

test('no writer is given a subject, and the list of subjects is the one of the trail', () => {
  const given = Object.values(writers).flatMap((tables) => (tables === 'subjects' ? [] : tables));
  expect(given.filter((table) => subjectTables.includes(table))).toEqual([]);
  expect(subjectTables).toEqual([...subjectsOfTheTrail]);
});

tester.run('no-date', noDate, {
  valid: ['Temporal.Instant.from(text)', 'const date = plan.Date', 'new Intl.DateTimeFormat(locale)'],
  invalid: ['new Date()', 'Date.now()', 'Date.parse(text)', 'Date()'].map((code) => ({
    code,
    errors: [{ messageId: 'date' }],
  })),
});

tester.run('one-clock', oneClock, {
  valid: ['clock()', 'Temporal.Instant.from(text)'],
  invalid: ['Temporal.Now.instant()', 'Temporal.Now.plainDateISO(zone)', 'const { instant } = Temporal.Now'].map(
    (code) => ({
      code,
      errors: [{ messageId: 'clock' }],
    }),
  ),
});

tester.run('routes-ask-may', routesAskMay, {
  valid: [
    "import { may } from '#lib/kernel/permissions.ts';\nmay(actor, 'close', request)",
    "if (form.level.length === 0) say('which level?')",
  ],
  invalid: [
    { code: "import { grid } from '#lib/kernel/permissions.ts'", errors: [{ messageId: 'grid' }] },
    { code: "import * as rights from '#lib/kernel/permissions.ts'", errors: [{ messageId: 'grid' }] },
    { code: "if (post.level === 'mayor') show()", errors: [{ messageId: 'level' }] },
    { code: "if ('head' !== person?.level) hide()", errors: [{ messageId: 'level' }] },
    { code: "['mayor', 'head'].includes(post.level)", errors: [{ messageId: 'level' }] },
    { code: "switch (post.level) { case 'mayor': show() }", errors: [{ messageId: 'level' }] },
  ],
});
