import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { describeError, openLog } from './log.ts';

const secrets = ['maria.rossi@example.it', 'Maria Rossi', 'K7MP-4WXT-9HQE-R2DN', 'Zm9vYmFyYmF6cXV4', '347 1234567'];
const written = (error: unknown): string => {
  const lines: string[] = [];
  openLog('debug', { write: (line) => lines.push(line) }).error({ err: error }, 'failed');
  return lines.join('');
};
const holdsNothing = (text: string) => secrets.forEach((secret) => expect(text).not.toContain(secret));
const all = secrets.join(' ');

describe('the log', () => {
  test('keeps of an error its kind, code and place, and leaves out what it says', () => {
    const error = Object.assign(new TypeError(`cannot read ${all}`), { code: 'look-again', input: all });
    holdsNothing(written(error));
    expect(describeError(error)).toMatchObject({ kind: 'TypeError', code: 'look-again' });
    expect(JSON.stringify(describeError(error).at)).toContain('log.test.ts');
  });

  test('leaves out a message that looks like a place in the sources', () => {
    holdsNothing(written(new Error(`wrong\n    at maria.rossi@example.it (Maria Rossi:1:2)\n    at ${all}`)));
    const later = new Error(`first ${all}\n    at ${all}`);
    later.message = 'changed afterwards';
    holdsNothing(written(later));
  });

  test('of a database error keeps constraint and table, not the row', () => {
    const error = Object.assign(new pg.DatabaseError(`duplicate ${all}`, 100, 'error'), {
      code: '23505',
      severity: 'ERROR',
      detail: `Key (email)=(${secrets[0]}) already exists.`,
      where: all,
      hint: all,
      internalQuery: all,
      table: 'person',
      constraint: 'person_email_key',
    });
    holdsNothing(written(error));
    expect(describeError(error)).toMatchObject({ code: '23505', table: 'person', constraint: 'person_email_key' });
  });

  test("of a refused mail keeps the number, not the address nor the server's words", () => {
    const error = Object.assign(new Error(`Can't send mail - all recipients were rejected: 550 ${all}`), {
      code: 'EENVELOPE',
      responseCode: 550,
      response: `550 5.1.1 <${secrets[0]}> unknown`,
      rejected: [secrets[0]],
      command: `RCPT TO:<${secrets[0]}>`,
    });
    holdsNothing(written(error));
    expect(describeError(error)).toMatchObject({ code: 'EENVELOPE', responseCode: 550 });
  });

  test('goes down the causes, and takes what is not an error for what it is', () => {
    const error = new Error(all, { cause: new RangeError(all, { cause: all }) });
    holdsNothing(written(error));
    expect(describeError(error)).toMatchObject({ cause: { kind: 'RangeError', cause: { kind: 'string' } } });
    const circle = new Error(all);
    circle.cause = circle;
    holdsNothing(written(circle));
    holdsNothing(written(all));
    holdsNothing(written({ message: all }));
    holdsNothing(written(new AggregateError([new Error(all)], all)));
  });

  test('leaves out a code or a name that holds more than a name', () => {
    const error = Object.assign(new Error('x'), { code: all, table: secrets[0], status: { all } });
    error.name = all;
    holdsNothing(written(error));
  });
});
