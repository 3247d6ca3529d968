import type { StreetImportId } from '#lib/kernel/ids.ts';
import type { RowProblem } from './register-file.ts';

/** A file on its way into the register of streets, as its page and the command show it. */
export type StreetImport = {
  id: StreetImportId;
  state: 'waiting' | 'reading' | 'done' | 'refused';
  fileName: string;
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
  'mostly-bad',
  'interrupted',
  'not-allowed',
  'changed-meanwhile',
] as const;
export type ImportRefusal = (typeof importRefusals)[number];

/** So many bad rows are kept with their line; the others are counted. */
export const badRowsKept = 200;
