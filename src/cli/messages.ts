import type { RowProblem } from '../lib/places/register-file.ts';
import type { ImportRefusal } from '../lib/places/street-import.ts';

/** What commands say at the terminal, to the same people as the launcher. */

const number = new Intl.NumberFormat('it-IT');

export const usage = () =>
  'Uso: npm run import:streets -- FILE --municipality COMUNE --code CODICE. FILE è l’«INDIR» dell’ANNCSU, CSV o ZIP; COMUNE si può omettere se ce n’è uno solo; CODICE è quello catastale (H570) e serve se il file è di tutta la regione.';
export const fileUnreadable = (file: string) => `Non riesco a leggere ${file}: controllate nome e permessi.`;
export const whichMunicipality = (slugs: readonly string[]) =>
  slugs.length === 0
    ? 'Non c’è ancora nessun Comune: avviate il programma una volta con npm start.'
    : `Di quale Comune? Scrivete --municipality e uno di questi: ${slugs.join(', ')}.`;
export const importing = (file: string, municipality: string) => `Leggo ${file} per ${municipality} …`;
export const progress = (rows: number, percent: number) => `${number.format(rows)} righe lette (${String(percent)} %)`;
export const badRow = (line: number, problem: RowProblem) => `Riga ${String(line)} saltata: ${problems[problem]}.`;
export const moreBadRows = (count: number) => `… e altre ${number.format(count)} righe saltate.`;

export function done({
  added,
  changed,
  retired,
  rows,
  bad,
}: {
  added: number;
  changed: number;
  retired: number;
  rows: number;
  bad: number;
}): string {
  const read = `${number.format(rows)} righe lette, ${number.format(bad)} saltate.`;
  if (added + changed + retired === 0) return `Fatto: ${read} Era già tutto così.`;
  return `Fatto: ${read} Vie e civici nuovi ${number.format(added)}, cambiati ${number.format(changed)}, ritirati ${number.format(retired)}.`;
}

export const refused = (reason: ImportRefusal) => `Non fatto, le vie restano com’erano: ${refusals[reason]}.`;

const problems: Record<RowProblem, string> = {
  columns: 'le colonne non sono 19, oppure restano virgolette aperte',
  letters: 'contiene caratteri illeggibili (il file deve essere UTF-8)',
  street: 'manca il nome della via',
  code: 'manca il codice nazionale o comunale',
  number: 'il civico non è un numero',
  coordinates: 'le coordinate non sono gradi in Italia',
  outside: 'il punto è fuori dal confine del Comune',
  'other-municipality': 'è di un altro Comune',
  repeated: 'il codice c’è già in una riga precedente',
};

const refusals: Record<ImportRefusal, string> = {
  'not-the-register': 'il file non ha le 19 colonne dell’ANNCSU',
  'not-in-file': 'nel file non c’è nessuna riga con quel codice catastale',
  'mostly-bad': 'almeno metà delle righe non va bene; forse è il file di un altro Comune',
  interrupted: 'la lettura si è interrotta',
  'not-allowed': 'non permesso',
  'changed-meanwhile': 'un’altra importazione è finita nel frattempo',
};
