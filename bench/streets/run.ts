import { Readable } from 'node:stream';
import type { Actor } from '#lib/kernel/actor.ts';
import { openDatabase, openPool } from '#lib/kernel/server/database.ts';
import type { Door } from '#lib/kernel/server/perform.ts';
import { systemClock } from '#lib/kernel/server/system-clock.ts';
import { registerColumns } from '#lib/places/register-file.ts';
import { findAddresses, nearestAddress } from '#lib/places/server/find-addresses.ts';
import { importStreets } from '#lib/places/server/import-streets.ts';
import { beginStreetImport } from '#lib/places/server/street-imports.ts';
import { describeMachine, keepFigures, percentile, printFigures, type Figure } from '../figure.ts';
import { openGround } from '../skeleton/ground.ts';

/** As many as the national register has of Alessandria: 770 streets, 26,160 numbers. */
const streets = 770;
const numbers = 26_160;
const lookups = 1000;

const kinds = ['VIA', 'VIALE', 'PIAZZA', 'CORSO', 'STRADA'];
const firsts = 'GIUSEPPE GIOVANNI CARLO LUIGI MARIA ANNA PIETRO PAOLO FRANCESCO NORBERTO FELICE UGO SANTA SAN'.split(
  ' ',
);
const lasts =
  'GARIBALDI MAZZINI CAVOUR VERDI ROSSINI MANZONI FOSCOLO PARINI ALFIERI MONTI LEOPARDI PASCOLI CARDUCCI VOLTA GALVANI FERMI MARCONI BELLINI DONIZETTI PUCCINI CATTANEO PISACANE BIXIO CAIROLI AMENDOLA MATTEOTTI GRAMSCI TURATI NENNI GOBETTI MARTINO LUCIA CATERINA EVANGELISTA CASTELLO'.split(
    ' ',
  );
/** As people type: whole, shortened, with a slip, while typing, and words that are no address. */
const typed = [
  'via garibaldi 12',
  'P.za Mazzini',
  'v. g. garibaldi',
  'corso cavour 12/b',
  'via norb',
  'vai garbialdi',
  's. caterina 3',
  'viale galvnai',
  'via nazario sauro 5',
  'vicino alla fontana',
];

/** How long a whole register takes, and how soon an address is found in it. */
export async function run(): Promise<void> {
  const ground = await openGround();
  const pool = openPool({ name: 'bench streets', url: ground.urls.web, size: 4 });
  try {
    const database = openDatabase(pool);
    const { id: municipality } = ground.municipality;
    const door: Door = { database, municipality, clock: systemClock, origin: 'practice' };
    const figures: Figure[] = [];
    const content = Buffer.from(inventedRegister());
    const first = await importing(door, content);
    const again = await importing(door, content);
    figures.push(
      {
        what: 'register of 26,160 numbers',
        goal: { atMost: 20 },
        measured: first.seconds,
        unit: 's',
        note: `${first.added} rows`,
      },
      {
        what: 'the same file again',
        goal: { atMost: 10 },
        measured: again.seconds,
        unit: 's',
        note: `${again.added} rows`,
      },
    );
    const found = await timed((at) => findAddresses(database, municipality, typed[at % typed.length] ?? ''));
    const near = await timed((at) =>
      nearestAddress(database, municipality, {
        latitude: 43.396 + (at % 40) / 2000,
        longitude: 10.463 + (at % 37) / 2000,
      }),
    );
    for (const [what, samples] of [
      ['address by words', found],
      ['address by point', near],
    ] as const)
      // prettier-ignore
      figures.push(
        { what: `${what}, p50`, goal: { atMost: 20 }, measured: percentile(samples, 0.5), unit: 'ms' },
        { what: `${what}, p99`, goal: { atMost: 60 }, measured: percentile(samples, 0.99), unit: 'ms' },
      );
    const machine = describeMachine(ground.postgres);
    printFigures(machine, figures);
    console.log(`\n${keepFigures('streets', machine, figures)}`);
  } finally {
    await pool.end();
    await ground.close();
  }
}

async function importing(door: Door, content: Buffer): Promise<{ seconds: number; added: number }> {
  const actor: Actor = { kind: 'import', municipality: door.municipality, source: 'bench' };
  const order = { fileName: 'bench.csv', bytes: content.length, now: door.clock() };
  const file = await beginStreetImport(door.database, actor, order);
  if (!file.ok) throw new Error(file.reason);
  const begun = performance.now();
  const outcome = await importStreets(door, actor, file, Readable.from([content]));
  if (!outcome.ok) throw new Error(outcome.reason);
  return { seconds: (performance.now() - begun) / 1000, added: outcome.added };
}

async function timed(ask: (at: number) => Promise<unknown>): Promise<number[]> {
  const samples: number[] = [];
  for (let at = 0; at < lookups; at++) {
    const begun = performance.now();
    await ask(at);
    samples.push(performance.now() - begun);
  }
  return samples.slice(lookups / 10); // the first ones plan
}

function inventedRegister(): string {
  const lines = Array.from({ length: numbers }, (_, at) => {
    const street = at % streets;
    const cells: Partial<Record<(typeof registerColumns)[number], string>> = {
      CODICE_COMUNE: 'H570',
      PROGRESSIVO_NAZIONALE: String(1000 + street),
      ODONIMO: [
        kinds[street % kinds.length],
        firsts[street % firsts.length],
        lasts[street % lasts.length],
        street % 11 === 0 ? 'VECCHIA' : '',
      ]
        .join(' ')
        .trim(),
      PROGRESSIVO_ACCESSO: String(1 + at),
      CIVICO: String(1 + Math.floor(at / streets)),
      COORD_X_COMUNE: (10.463 + (at % 1000) / 50_000).toFixed(6).replace('.', ','),
      COORD_Y_COMUNE: (43.396 + (at % 983) / 50_000).toFixed(6).replace('.', ','),
    };
    return registerColumns.map((column) => cells[column] ?? '').join(';');
  });
  return [registerColumns.join(';'), ...lines].join('\r\n');
}
