// npm run import:streets -- FILE --municipality SLUG --code CODE
// Takes the municipality's file of the national register of streets (ANNCSU, "INDIR") over, beside the running program or without it.
import { createReadStream, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { composeCommand } from '../compose.ts';
import { prepareDataFolder } from '../launch/data-folder.ts';
import { joinDatabase } from '../launch/join-database.ts';
import * as launcher from '../launch/messages.ts';
import { Problem } from '../launch/problem.ts';
import type { Actor } from '../lib/kernel/actor.ts';
import { parsePersonsSettings, parseProcessSettings, type ProcessSettings } from '../lib/kernel/settings.ts';
import { parseCadastralCode, type CadastralCode } from '../lib/places/register-file.ts';
import { importStreets } from '../lib/places/server/import-streets.ts';
import { beginStreetImport } from '../lib/places/server/street-imports.ts';
import * as say from './messages.ts';

const project = dirname(dirname(import.meta.dirname));
const shownBad = 20;

async function run(): Promise<boolean> {
  const { file, slug, code } = readArguments();
  const bytes = sizeOf(file);
  await using cleanUp = new AsyncDisposableStack();
  const command = composeCommand(await openSettings(cleanUp));
  cleanUp.defer(() => command.close());

  const municipalities = await command.municipalities();
  const municipality = municipalities.find(
    (each) => each.slug === slug || (slug === undefined && municipalities.length === 1),
  );
  if (!municipality) throw new Problem(say.whichMunicipality(municipalities.map((each) => each.slug)));

  const door = command.doorOf(municipality);
  const actor: Actor = { kind: 'import', municipality: municipality.id, source: 'anncsu' };
  const order = { fileName: basename(file), bytes, cadastralCode: code, now: command.clock() };
  const begun = await beginStreetImport(command.database, actor, order);
  if (!begun.ok) throw new Problem(say.refused(begun.reason));
  tell(say.importing(basename(file), municipality.name));
  const outcome = await importStreets(door, actor, begun, createReadStream(file), (progress) => {
    tell(say.progress(progress.rows, Math.floor((progress.bytes / Math.max(1, bytes)) * 100)));
  });
  for (const { line, problem } of outcome.firstBad.slice(0, shownBad)) tell(say.badRow(line, problem));
  if (outcome.bad > shownBad) tell(say.moreBadRows(outcome.bad - shownBad));
  tell(outcome.ok ? say.done(outcome) : say.refused(outcome.reason));
  return outcome.ok;
}

function readArguments(): { file: string; slug: string | undefined; code: CadastralCode | null } {
  try {
    const { values, positionals } = parseArgs({
      options: { municipality: { type: 'string' }, code: { type: 'string' } },
      allowPositionals: true,
    });
    const [file, ...others] = positionals;
    const code = values.code === undefined ? null : parseCadastralCode(values.code);
    if (file === undefined || others.length > 0 || (values.code !== undefined && code === null))
      throw new Problem(say.usage());
    return { file, slug: values.municipality, code };
  } catch (cause) {
    throw new Problem(say.usage(), { cause });
  }
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch (cause) {
    throw new Problem(say.fileUnreadable(file), { cause });
  }
}

async function openSettings(cleanUp: AsyncDisposableStack): Promise<ProcessSettings> {
  const persons = parsePersonsSettings(process.env);
  if (!persons.ok)
    throw new Problem(persons.wrong.map(({ name, takes }) => launcher.settingWrong(name, takes.it)).join('\n'));
  const dataFolder = prepareDataFolder(persons.settings.dataFolder);
  const database = await joinDatabase(persons.settings, dataFolder, join(project, 'migrations'), cleanUp, tell);
  const parsed = parseProcessSettings({
    INSIEME_ROLE: 'web',
    DATABASE_WEB_URL: database.webUrl,
    DATABASE_WORKER_URL: database.workerUrl,
    INSIEME_KEY: database.key.secret.toString('hex'),
    INSIEME_KEY_ID: database.key.id,
    FILES_URL: persons.settings.filesUrl ?? pathToFileURL(join(dataFolder, 'files')).href,
    LOG_LEVEL: persons.settings.logLevel,
    ADDRESS: 'http://localhost',
  });
  if (!parsed.ok) throw new Error(parsed.wrong.map(({ name }) => name).join(', '));
  return parsed.settings;
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  process.exitCode = (await run()) ? 0 : 1;
} catch (error) {
  if (error instanceof Problem) process.stderr.write(`${error.message}\n`);
  else {
    process.stderr.write(`${launcher.unexpected()}\n`);
    console.error(error);
  }
  process.exitCode = 1;
}
