// Writes src/lib/kernel/server/database-types.ts from a migrated database's catalogue, or with --verify fails when it is stale.
//   node scripts/database-types.ts DATABASE_URL [--verify]
// On top of kysely-codegen: ids get their branded types from their columns' names, and text columns with a closed list in a
// check constraint get that list as their type, so that a state the database would refuse does not compile.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

const url = process.argv[2];
if (!url) throw new Error('which database? node scripts/database-types.ts DATABASE_URL [--verify]');
const verify = process.argv.includes('--verify');

const named = {
  municipality_id: 'MunicipalityId',
  entry_id: 'EntryId',
  act_id: 'ActId',
  request_id: 'RequestId',
  step_id: 'StepId',
  person_id: 'PersonId',
  responsible_id: 'PersonId',
  holder_id: 'PersonId',
  office_id: 'OfficeId',
  sector_id: 'SectorId',
  hamlet_id: 'HamletId',
  street_id: 'StreetId',
  import_id: 'StreetImportId',
  category_id: 'CategoryId',
  reviewer_id: 'PersonId',
  started_by: 'PersonId',
  file_id: 'FileId',
  picture_id: 'PictureId',
  parent_id: 'CategoryId',
  on_call_id: 'PersonId',
  watch_id: 'WatchId',
  asked_act: 'ActId',
} as const;
const ownId = {
  trail_entry: 'EntryId',
  request: 'RequestId',
  step: 'StepId',
  person: 'PersonId',
  post: 'PostId',
  office: 'OfficeId',
  sector: 'SectorId',
  hamlet: 'HamletId',
  street: 'StreetId',
  street_number: 'StreetNumberId',
  street_import: 'StreetImportId',
  category: 'CategoryId',
  file: 'FileId',
  mail: 'MailId',
  mail_in: 'MailInId',
  draft: 'DraftId',
  rating: 'RatingId',
  publication: 'PublicationId',
  statement: 'StatementId',
  public_photo: 'PublicPhotoId',
  watch: 'WatchId',
} as const;

const client = new pg.Client({ connectionString: url });
await client.connect();
const columns = await client.query<{ table: string; column: string; nullable: boolean; defaulted: boolean }>(
  `select table_name as table, column_name as column, is_nullable = 'YES' as nullable, column_default is not null as defaulted
   from information_schema.columns where table_schema = 'public'`,
);
const checks = await client.query<{ table: string; definition: string }>(
  `select c.relname as table, pg_get_constraintdef(k.oid) as definition
   from pg_constraint k join pg_class c on c.oid = k.conrelid
   where k.contype = 'c' and c.relnamespace = 'public'::regnamespace`,
);
await client.end();

const closedLists = new Map<string, string>();
for (const { table, definition } of checks.rows) {
  const found = /^CHECK \(\(+(\w+) = ANY \(ARRAY\[([^\]]+)\]\)+$/.exec(definition.replace(/ AND .*$/, ''));
  const inConjunction = /\((\w+) = ANY \(ARRAY\[((?:'[^']*'::text(?:, )?)+)\]\)\)/.exec(definition);
  const match = found ?? inConjunction;
  const [, column, list] = match ?? [];
  if (!column || !list || definition.includes(' OR ')) continue;
  closedLists.set(`${table}.${column}`, list.replaceAll('::text', '').replaceAll(', ', ' | '));
}

const overrides: Record<string, string> = {};
for (const { table, column, nullable, defaulted } of columns.rows) {
  const type =
    column === 'id'
      ? ownId[table as keyof typeof ownId]
      : (named[column as keyof typeof named] ?? closedLists.get(`${table}.${column}`));
  if (!type || table.startsWith('sign_in_')) continue;
  const whole = nullable ? `${type} | null` : type;
  overrides[`${table}.${column}`] = defaulted ? `Generated<${whole}>` : whole;
}

const config = join(mkdtempSync(join(tmpdir(), 'insieme-types-')), 'config.json');
writeFileSync(
  config,
  JSON.stringify({
    dialect: 'postgres',
    defaultSchemas: ['public'],
    includePattern: 'public.*',
    excludePattern: 'public.migration',
    outFile: join(process.cwd(), 'src/lib/kernel/server/database-types.ts'),
    customImports: Object.fromEntries(
      [...new Set([...Object.values(named), ...Object.values(ownId)])].map((type) => [type, '../ids.ts']),
    ),
    typeMapping: {
      timestamptz: 'Temporal.Instant',
      date: 'Temporal.PlainDate',
      time: 'Temporal.PlainTime',
      int8: 'number',
      json: 'string',
      tsvector: 'string',
    },
    overrides: { columns: overrides },
  }),
);
const run = spawnSync(
  process.execPath,
  [
    'node_modules/kysely-codegen/dist/cli/bin.js',
    '--config-file',
    config,
    '--url',
    url,
    ...(verify ? ['--verify'] : []),
  ],
  { stdio: 'inherit' },
);
process.exit(run.status ?? 1);
