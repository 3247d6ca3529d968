import { pino, type Logger } from 'pino';

export type Log = Logger;

/**
 * The technical log. What it may hold is listed, not what it may not: of an error its kind, code, place in the sources and the
 * names of constraint, table and route. Messages are left out, since libraries put addresses, values and queries into them.
 */
export function openLog(level: string, destination?: { write(line: string): void }): Log {
  // Who started it by hand reads the address and the log-ins there, not a line for each page.
  const atTerminal = destination === undefined && process.stderr.isTTY && level === 'info';
  return pino(
    {
      level: atTerminal ? 'warn' : level,
      base: null,
      messageKey: 'what',
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: (error) => describeError(error), error: (error) => describeError(error) },
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
export function describeError(error: unknown, depth = 5): Record<string, unknown> {
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
    kind: /^\w{1,40}$/.test(error.name) ? error.name : 'Error',
    ...fields,
    at: stackOf(error),
    ...(error.cause === undefined || depth === 0 ? {} : { cause: describeError(error.cause, depth - 1) }),
  };
}

/** A frame as V8 writes it: a function's name, then a file of ours or of a package with line and column. */
const frame =
  /^\s+at (?:[\w.<>$#[\] ]{1,120} )?\(?(?:file:\/\/)?(?:\/[^():]*?\/)?((?:src|build|node_modules|test)\/[\w@.()+~/ -]{1,200}:\d+:\d+)\)?$/;

/** The frames without what comes before them: the message, which may look like frames itself. */
function stackOf(error: Error): string[] {
  const stack = error.stack ?? '';
  // The stack keeps the message that the error was made with: only what follows the last line of it is V8's own.
  const begin = stack.lastIndexOf(error.message);
  const frames = stack.slice(begin < 0 ? 0 : begin + error.message.length).split('\n');
  return frames.flatMap((line) => frame.exec(line)?.[1] ?? []).slice(0, 12);
}
