import { pino, type Logger } from 'pino';

export type Log = Logger;

/**
 * The technical log. What it may hold is listed, not what it may not: of an error its kind, code, place in the sources and the
 * names of constraint, table and route. Messages are left out, since libraries put addresses, values and queries into them.
 */
export function openLog(level: string, destination?: { write(line: string): void }): Log {
  return pino(
    {
      level,
      base: null,
      messageKey: 'what',
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: describeError, error: describeError },
      formatters: { level: (label) => ({ level: label }) },
    },
    destination ?? pino.destination({ dest: 2, sync: true }),
  );
}

const shown = [
  'code',
  'errno',
  'syscall',
  'severity',
  'constraint',
  'table',
  'column',
  'routine',
  'responseCode',
  'status',
] as const;

/** An error without what people wrote: safe to keep for years. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { kind: typeof error };
  const fields = Object.fromEntries(
    shown.flatMap((name) => {
      const value: unknown = Reflect.get(error, name);
      return typeof value === 'number' || (typeof value === 'string' && /^[\w.-]{1,80}$/.test(value))
        ? [[name, value]]
        : [];
    }),
  );
  return {
    kind: error.name,
    ...fields,
    at: stackOf(error),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

/** The frames without the first line, which repeats the message. */
function stackOf(error: Error): string[] {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim().replace(/\(?(file:\/\/)?\/[^)]*?((src|build|node_modules)\/[^)?]*)\)?$/, '$2'));
}
