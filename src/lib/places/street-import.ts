import type { StreetImportId } from '#lib/kernel/ids.ts';
import type { CadastralCode, RowProblem } from './register-file.ts';

/** A file of the register while somebody reads it; who took a later turn has it now. */
export type StreetFile = { id: StreetImportId; turn: number; cadastralCode: CadastralCode | null };

/** A file on its way into the register of streets, as its page and the command show it. */
export type StreetImport = {
  id: StreetImportId;
  state: 'waiting' | 'reading' | 'done' | 'refused';
  fileName: string;
  /** Who sent it; null for a command. */
  by: string | null;
  /** Whose rows were taken from a file of a whole region. */
  cadastralCode: CadastralCode | null;
  startedAt: Temporal.Instant;
  endedAt: Temporal.Instant | null;
  /** 0 to 100. */
  percent: number;
  rowsRead: number;
  rowsBad: number;
  bad: readonly BadRow[];
  added: number;
  changed: number;
  retired: number;
  refusedFor: ImportRefusal | null;
};

export type BadRow = { line: number; problem: RowProblem };

export const importRefusals = [
  'not-the-register',
  'not-in-file',
  'mostly-bad',
  'interrupted',
  'not-allowed',
  'changed-meanwhile',
] as const;
export type ImportRefusal = (typeof importRefusals)[number];

/** So many bad rows are kept with their line; the others are counted. */
export const badRowsKept = 200;

/** Whoever reads a file says so again with each batch; after this long without a word another may begin again. */
export const patience = Temporal.Duration.from({ seconds: 30 });

/** What is taken of one file: a region's register is 25 MB zipped and 160 as text. */
export const registerBytes = 200 * 1024 * 1024;

/** So many files of one municipality may wait; they lie on the disk meanwhile. */
export const mostWaiting = 5;
