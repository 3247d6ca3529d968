import { createHash } from 'node:crypto';
import { nameToRead, readStreetName } from './street-name.ts';
import type { Point } from './point.ts';
import { readZipHead, unzipFirst } from './unzip-first.ts';

/** The columns of the national register's open download of numbers (ANNCSU, "INDIR"), in their order. */
export const registerColumns = [
  'CODICE_COMUNE',
  'CODICE_ISTAT',
  'PROGRESSIVO_NAZIONALE',
  'CODICE_COMUNALE',
  'ODONIMO',
  "LOCALITA'",
  'DIZIONE_LINGUA1',
  'DIZIONE_LINGUA2',
  'PROGRESSIVO_ACCESSO',
  'CODICE_COMUNALE_ACCESSO',
  'CIVICO',
  'ESPONENTE',
  'SPECIFICITA',
  'METRICO',
  'PROGRESSIVO_SNC',
  'COORD_X_COMUNE',
  'COORD_Y_COMUNE',
  'QUOTA',
  'METODO',
] as const;

/** One street number as the register has it. */
export type RegisterRow = {
  code: string;
  streetCode: string;
  streetName: string;
  locality: string;
  kind: string;
  words: string;
  number: number;
  suffix: string;
  point: Point | null;
};

export const rowProblems = [
  'columns',
  'letters',
  'street',
  'code',
  'number',
  'coordinates',
  'outside',
  'other-municipality',
  'repeated',
] as const;
/** Why a line was left out. */
export type RowProblem = (typeof rowProblems)[number];

/** `elsewhere` is a row of another municipality in a file of a whole region. */
export type RegisterLine = { line: number } & ({ row: RegisterRow } | { problem: RowProblem } | { elsewhere: true });

/** As the register's first column names a municipality. */
export type CadastralCode = string & { readonly cadastralCode: true };

export function parseCadastralCode(text: string): CadastralCode | null {
  const code = text.trim().toUpperCase();
  return /^[A-Z]\d{3}$/.test(code) ? (code as CadastralCode) : null;
}

/** Longer than any line of a register; a file without line ends must not fill the memory. */
const longestLine = 64 * 1024;
/** Longer than any region's register: a small archive can unfold to anything. */
const longestText = 2 * 1024 ** 3;

/**
 * Reads the file as it arrives, zipped or not, line by line: memory stays flat, and a broken line costs only itself. (A reader
 * of CSV in general would take an open quotation mark for the beginning of a text that goes on to the end of the file.)
 */
export class RegisterFile {
  readonly #content: AsyncIterable<Uint8Array>;
  readonly #hash = createHash('sha256');
  readonly #only: CadastralCode | null;
  #municipality: string | null = null;
  /** Read so far, as they came. */
  bytes = 0;

  /** `only`: whose rows are meant in a file of a whole region; null for a file of one municipality. */
  constructor(content: AsyncIterable<Uint8Array>, only: CadastralCode | null = null) {
    this.#content = content;
    this.#only = only;
  }

  /** Of the text, zipped or not, once it was read. */
  digest(): Buffer {
    return this.#hash.digest();
  }

  /** Ends at once, without a line, when the first one does not name the columns. */
  async *lines(): AsyncGenerator<RegisterLine> {
    let line = 0;
    for await (const text of this.#texts()) {
      line++;
      if (line === 1) {
        if (!isHeader(text)) throw new NotTheRegister('the columns are not those of the register');
        continue;
      }
      if (text.trim() === '') continue;
      const read = text.length > longestLine ? 'columns' : this.#read(text);
      if (read === 'elsewhere') yield { line, elsewhere: true };
      else yield typeof read === 'string' ? { line, problem: read } : { line, row: read };
    }
    if (line === 0) throw new NotTheRegister('the file is empty');
  }

  #read(text: string): RegisterRow | RowProblem | 'elsewhere' {
    const cells = splitLine(text);
    if (cells?.length !== registerColumns.length) return 'columns';
    const municipality = (cells[0] ?? '').trim().toUpperCase();
    if (this.#only !== null) return municipality === this.#only ? readRow(cells) : 'elsewhere';
    // A register of one municipality: a line of another one is a file put together by mistake.
    this.#municipality ??= municipality;
    return municipality === this.#municipality ? readRow(cells) : 'other-municipality';
  }

  async *#texts(): AsyncGenerator<string> {
    const decoder = new TextDecoder(); // takes the mark at the beginning away
    let rest = '';
    let length = 0;
    for await (const chunk of this.#unzipped()) {
      length += chunk.length;
      if (length > longestText) throw new NotTheRegister('the file is longer than any register');
      this.#hash.update(chunk);
      const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n|\r(?!$)/);
      rest = (lines.pop() ?? '').slice(0, longestLine + 1);
      yield* lines;
    }
    rest += decoder.decode();
    if (rest !== '') yield rest;
  }

  async *#unzipped(): AsyncGenerator<Uint8Array> {
    try {
      yield* unzipFirst(this.#counted());
    } catch (error) {
      if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
        throw new NotTheRegister('the archive is broken', { cause: error });
      throw error;
    }
  }

  async *#counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of this.#content) {
      this.bytes += chunk.length;
      yield chunk;
    }
  }
}

export class NotTheRegister extends Error {
  readonly code = 'not-the-register';
}

/** What the first bytes of a file say: whether the register can be in it, as text or zipped; `more` while that is open. */
export function judgeRegisterHead(head: Buffer): boolean | 'more' {
  const zipped = readZipHead(head);
  if (zipped === 'more') return 'more';
  if (zipped) return zipped.deflated && /\.(csv|txt)$/i.test(zipped.name);
  const [first = '', ...more] = new TextDecoder().decode(head).split(/[\r\n]/);
  if (more.length === 0 && head.length <= longestLine) return 'more';
  return isHeader(first);
}

function isHeader(text: string): boolean {
  const names = splitLine(text)?.map((name) => name.trim().toUpperCase().replaceAll('’', "'"));
  return names?.length === registerColumns.length && registerColumns.every((column, at) => names[at] === column);
}

/** Null when a quotation mark stays open. */
export function splitLine(text: string): string[] | null {
  if (!text.includes('"')) return text.split(';');
  const cells: string[] = [];
  let rest = text;
  for (;;) {
    const quoted = /^"((?:[^"]|"")*)"(;|$)/.exec(rest);
    const found = quoted ?? /^([^";]*)(;|$)/.exec(rest);
    if (!found) return null;
    cells.push((found[1] ?? '').replaceAll('""', '"'));
    if (found[2] !== ';') return cells;
    rest = rest.slice(found[0].length);
  }
}

export function readRow(cells: readonly string[]): RegisterRow | RowProblem {
  const cell = (name: (typeof registerColumns)[number]) => (cells[registerColumns.indexOf(name)] ?? '').trim();
  if (cells.some((text) => /\p{Cc}|\uFFFD/u.test(text))) return 'letters';

  const name = cell('ODONIMO');
  const { kind, words } = readStreetName(name);
  if (words.join('') === '' || name.length > 200) return 'street';
  const streetCode = cell('PROGRESSIVO_NAZIONALE') || prefixed('c', cell('CODICE_COMUNALE'));
  const code = cell('PROGRESSIVO_ACCESSO') || prefixed('c', cell('CODICE_COMUNALE_ACCESSO'));
  if (streetCode === '' || code === '' || streetCode.length > 40 || code.length > 40) return 'code';
  const number = cell('CIVICO');
  // Without a number of its own: by metres along a road, or none at all. Such an entrance cannot be asked for by number.
  if (!/^\d{1,5}$/.test(number)) return 'number';
  const point = readCoordinates(cell('COORD_X_COMUNE'), cell('COORD_Y_COMUNE'));
  if (point === undefined) return 'coordinates';

  const suffix = [cell('ESPONENTE'), cell('SPECIFICITA')].filter(Boolean).join(' ').toUpperCase().slice(0, 20);
  return {
    code,
    streetCode,
    streetName: nameToRead(name),
    locality: nameToRead(cell("LOCALITA'").slice(0, 100)),
    kind,
    words: words.join(' '),
    number: Number(number),
    suffix,
    point,
  };
}

function prefixed(prefix: string, code: string): string {
  return code === '' ? '' : `${prefix}:${code}`;
}

/** Degrees with a decimal comma. Null when both are empty, undefined when they are no place in Italy. */
function readCoordinates(x: string, y: string): Point | null | undefined {
  if (x === '' && y === '') return null;
  if (!/^\d{1,3}(?:[.,]\d+)?$/.test(x) || !/^\d{1,3}(?:[.,]\d+)?$/.test(y)) return undefined;
  const point = { longitude: Number(x.replace(',', '.')), latitude: Number(y.replace(',', '.')) };
  const inItaly = point.latitude > 35 && point.latitude < 48 && point.longitude > 6 && point.longitude < 19;
  return inItaly ? point : undefined;
}
