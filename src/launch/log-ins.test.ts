import { expect, it } from 'vitest';
import { checkValue, keyOf } from './installation-key.ts';
import { logInOf, scramVerifier } from './log-ins.ts';

const one = keyOf(Buffer.alloc(32, 1));
const other = keyOf(Buffer.alloc(32, 2));

it('the same key gives the same log-ins, another key others', () => {
  expect(logInOf('town', 'web', one)).toEqual(logInOf('town', 'web', one));
  expect(logInOf('town', 'web', one).password).not.toBe(logInOf('town', 'web', other).password);
  expect(logInOf('town', 'web', one).password).not.toBe(logInOf('town', 'worker', one).password);
});

it('a log-in of a database called insieme is not the group', () => {
  expect(logInOf('insieme', 'web', one).user).not.toBe('insieme_web');
  expect(Buffer.byteLength(logInOf('x'.repeat(63), 'worker', one).user)).toBeLessThanOrEqual(63);
});

it('id and check value tell keys apart and differ from each other', () => {
  expect(one.id).not.toBe(other.id);
  expect(checkValue(one).equals(checkValue(other))).toBe(false);
  expect(checkValue(one).toString('hex')).not.toContain(one.id);
});

it('the verifier is the one of RFC 7677 in the form PostgreSQL stores', () => {
  // RFC 7677, section 3: password "pencil", salt and iteration count of its example.
  const salt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64');
  expect(scramVerifier('pencil', salt)).toMatch(
    /^SCRAM-SHA-256\$4096:W22ZaJ0SNY7soEsUEjb6gQ==\$[\w+/]{43}=:[\w+/]{43}=$/,
  );
  expect(scramVerifier('pencil', salt)).toBe(
    'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=',
  );
});
