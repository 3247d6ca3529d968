import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { zipped } from '#test/zipped.ts';
import {
  NotTheRegister,
  parseCadastralCode,
  registerColumns,
  RegisterFile,
  splitLine,
  type RegisterLine,
} from './register-file.ts';

const excerpt = readFileSync(`${import.meta.dirname}/data/alessandria-indirizzi-excerpt.csv`);
const header = registerColumns.join(';');

type Cells = Partial<Record<(typeof registerColumns)[number], string>>;

/** A good line of the register, with what a test changes of it. */
function line(changes: Cells = {}): string {
  const cells: Cells = {
    CODICE_COMUNE: 'A182',
    PROGRESSIVO_NAZIONALE: '25401',
    ODONIMO: 'CORSO ROMA',
    "LOCALITA'": 'CENTRO',
    PROGRESSIVO_ACCESSO: '16009',
    CIVICO: '12',
    COORD_X_COMUNE: '8,6135373',
    COORD_Y_COMUNE: '44,9132261',
    ...changes,
  };
  return registerColumns.map((column) => cells[column] ?? '').join(';');
}

async function* pieces(content: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += length) yield await Promise.resolve(content.subarray(at, at + length));
}

async function read(content: string | Uint8Array, length = 1 << 16): Promise<RegisterLine[]> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return Array.fromAsync(new RegisterFile(pieces(bytes, length)).lines());
}

test('the register as it is downloaded is read: mark, semicolons, decimal commas', async () => {
  const lines = await read(excerpt);
  expect(lines).toHaveLength(131);
  expect(lines[0]).toEqual({
    line: 2,
    row: {
      code: '23',
      streetCode: '25401',
      streetName: 'Corso Roma',
      locality: 'Centro',
      kind: 'corso',
      words: 'roma',
      number: 65,
      suffix: '',
      point: { latitude: 44.9111851, longitude: 8.6124818 },
    },
  });
  expect(lines.filter((each) => 'problem' in each)).toEqual([]);
});

test('it is the same however the bytes arrive', async () => {
  const whole = await read(excerpt);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 7, max: 4000 }), async (length) => {
      expect(await read(excerpt, length)).toEqual(whole);
    }),
    { numRuns: 20 },
  );
});

test.each<[string, string, string]>([
  ['too few columns', 'A182;006003;1;1;VIA ROMA', 'columns'],
  ['one column too many', `${line()};`, 'columns'],
  ['a quotation mark that stays open', line({ ODONIMO: '"VIA ROMA' }), 'columns'],
  ['a street without a name', line({ ODONIMO: ' ' }), 'street'],
  ['a street of signs only', line({ ODONIMO: '***' }), 'street'],
  ['no code of its street', line({ PROGRESSIVO_NAZIONALE: '' }), 'code'],
  ['no code of its own', line({ PROGRESSIVO_ACCESSO: '' }), 'code'],
  ['no number', line({ CIVICO: '' }), 'number'],
  ['a number in words', line({ CIVICO: 'SNC' }), 'number'],
  ['coordinates with letters', line({ COORD_X_COMUNE: '8,61abc' }), 'coordinates'],
  ['one coordinate only', line({ COORD_Y_COMUNE: '' }), 'coordinates'],
  ['coordinates in metres', line({ COORD_X_COMUNE: '1472345,12', COORD_Y_COMUNE: '4973332,2' }), 'coordinates'],
  ['longitude and latitude swapped', line({ COORD_X_COMUNE: '44,9', COORD_Y_COMUNE: '8,6' }), 'coordinates'],
  ['control characters', line({ ODONIMO: 'VIA\u0000ROMA' }), 'letters'],
  ['another municipality', line({ CODICE_COMUNE: 'F205' }), 'other-municipality'],
  ['a line without end', `VIA ${'A'.repeat(70_000)}`, 'columns'],
])('%s is told by its line, and the file goes on', async (_, odd, problem) => {
  const lines = await read([header, line(), odd, line({ CIVICO: '14' })].join('\r\n'));
  expect(lines.map((each) => [each.line, 'row' in each ? each.row.number : 'problem' in each && each.problem])).toEqual(
    [
      [2, 12],
      [3, problem],
      [4, 14],
    ],
  );
});

test('what a register may leave out is no fault', async () => {
  const quoted = line({ ODONIMO: '"VIA ""DEL SOLE""; GIÀ VIA NUOVA"' });
  const lines = await read(
    [
      header,
      line({ COORD_X_COMUNE: '', COORD_Y_COMUNE: '' }),
      quoted,
      '',
      line({ ESPONENTE: 'b', SPECIFICITA: 'rosso' }),
    ].join('\n'),
  );
  expect(
    lines.map((each) => ('row' in each ? [each.row.streetName, each.row.point === null, each.row.suffix] : each)),
  ).toEqual([
    ['Corso Roma', true, ''],
    ['Via "del Sole"; Già Via Nuova', false, ''],
    ['Corso Roma', false, 'B ROSSO'],
  ]);
  const municipal = await read([header, line({ PROGRESSIVO_NAZIONALE: '', CODICE_COMUNALE: '7' })].join('\n'));
  expect(municipal[0]).toMatchObject({ row: { streetCode: 'c:7' } });
});

test('letters that are not UTF-8 are told, not guessed', async () => {
  const latin = Buffer.from([header, line({ ODONIMO: 'VIA LIBERTÀ' })].join('\n'), 'latin1');
  expect(await read(latin)).toEqual([{ line: 2, problem: 'letters' }]);
});

test('a file of another kind is refused as a whole', async () => {
  for (const other of ['', 'a;b;c\n1;2;3', `${header};ALTRO`, '\u0000\u0001', header.split(';').toReversed().join(';')])
    await expect(read(other), other).rejects.toThrow(NotTheRegister);
});

test('a line is taken apart as CSV says, and put together again', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 12 }), { minLength: 1, maxLength: 19 }), (cells) => {
      const written = cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';');
      expect(splitLine(written)).toEqual(cells);
    }),
  );
});

test('a zipped register is the same in whatever pieces it comes, and progress is told in bytes of the archive', async () => {
  const zip = zipped('INDIR.csv', excerpt);
  const plain = await read(excerpt);
  for (const length of [1, 7, 1 << 16]) {
    const file = new RegisterFile(pieces(zip, length));
    expect(await Array.fromAsync(file.lines())).toEqual(plain);
    expect(file.bytes).toBe(zip.length);
  }
});

test('of a region’s file only the rows of one municipality are read, and a broken archive is no register', async () => {
  const text = [header, line(), line({ CODICE_COMUNE: 'F205', PROGRESSIVO_ACCESSO: '2' }), 'rotta'].join('\n');
  const only = parseCadastralCode('a182');
  const lines = await Array.fromAsync(new RegisterFile(pieces(new TextEncoder().encode(text), 9), only).lines());
  expect(lines).toMatchObject([{ row: { number: 12 } }, { line: 3, elsewhere: true }, { problem: 'columns' }]);
  expect(['A18', '', 'A182B', '0182'].map(parseCadastralCode)).toEqual([null, null, null, null]);
  const zip = zipped('INDIR.csv', excerpt);
  for (const broken of [zip.subarray(0, 2000), zip.fill(0xff, 1000, 1100)])
    await expect(read(broken)).rejects.toThrow(NotTheRegister);
});
