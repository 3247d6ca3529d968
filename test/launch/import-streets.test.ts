import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { practiceRegister } from '#lib/training/practice-streets.ts';
import { endPrograms, makeFolder, startProgram } from './program.ts';

/** The command that takes a file of the register over: beside the running program, and without it. */

const folder = makeFolder();
const data = join(folder.path, 'data');
const file = join(folder.path, 'indirizzi.csv');
afterAll(async () => {
  await endPrograms();
  folder.remove();
});

type Ended = { code: number; said: string };

async function importStreets(...options: string[]): Promise<Ended> {
  const { PATH = '', HOME = '' } = process.env;
  const command = [process.execPath, ['src/cli/import-streets.ts', ...options]] as const;
  try {
    const { stdout, stderr } = await promisify(execFile)(...command, { env: { PATH, HOME, INSIEME_DATA: data } });
    return { code: 0, said: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, said: stdout + stderr };
  }
}

it('says how it is called, and what is missing', async () => {
  expect(await importStreets()).toMatchObject({ code: 1, said: expect.stringContaining('Uso:') as string });
  const missing = await importStreets(join(folder.path, 'niente.csv'));
  expect(missing).toMatchObject({ code: 1, said: expect.stringContaining('Non riesco a leggere') as string });
});

it('works beside the running program, and alone on its data once that has stopped', async () => {
  const program = startProgram({ INSIEME_DATA: data });
  await program.ready();
  writeFileSync(file, practiceRegister());
  const same = await importStreets(file, '--municipality', 'rosignano-marittimo');
  expect(same.said).toContain('Era già tutto così.');
  expect(same.code).toBe(0);
  expect((await importStreets(file, '--municipality', 'altrove')).said).toContain('rosignano-marittimo');

  program.child.kill('SIGTERM');
  expect(await program.ended).toBe(0);
  const [header = '', first = '', ...rest] = practiceRegister().split('\r\n');
  writeFileSync(file, [header, 'rotta;', ...rest].join('\r\n'));
  const changed = await importStreets(file);
  expect(changed.said).toContain('Riga 2 saltata: le colonne non sono 19');
  expect(changed.said).toMatch(/nuovi 0, cambiati \d+, ritirati 1\./);
  expect(changed.code).toBe(0);
  writeFileSync(file, [header, first].join('\n').replaceAll(';', ','));
  expect(await importStreets(file)).toMatchObject({
    code: 1,
    said: expect.stringContaining('restano com’erano') as string,
  });
}, 180_000); // four programs one after the other
