/**
 * What the launcher says at the terminal. It speaks to the people of an Italian town hall: one short sentence, and for
 * every problem what to do.
 */

export const creatingDatabase = () => 'Creo la base dati (solo la prima volta) …';
export const recoveringDatabase = () => "L'ultima volta il programma si è interrotto: recupero la base dati …";
export const migrating = () => 'Porto la base dati a questa versione …';
export const loadingPages = () => 'Carico le pagine …';
export const singleLogIn = () =>
  'Attenzione: DATABASE_ROLES=single, sito e lavori usano lo stesso accesso alla base dati, quello del proprietario.';
export const ready = (address: string) => `Pronto: ${address}`;
export const workerReady = () => 'Pronto: lavori in corso, nessun sito in questo processo.';
export const stopping = () => 'Mi fermo …';
export const stopped = () => 'Fermo.';
export const databaseEnded = () =>
  'La base dati si è fermata da sola: fermo tutto. I motivi sono in fondo al suo registro, postgres/server.log nella cartella dati.';

export const settingWrong = (name: string, takes: string) => `${name}: ci vuole ${takes.replaceAll('`', '')}.`;
export const portTaken = (port: number) =>
  `La porta ${String(port)} è già occupata da un altro programma: fermatelo, oppure scegliete un'altra porta con PORT=${String(port + 1)}.`;
export const portForbidden = (port: number) =>
  `La porta ${String(port)} è riservata al sistema: scegliete con PORT un numero da 1024 in su.`;
export const hostUnknown = (host: string) =>
  `HOST=${host} non è un indirizzo di questa macchina: usate 127.0.0.1, oppure 0.0.0.0 per tutta la rete.`;
export const tlsUnusable = (path: string) =>
  `Il certificato o la chiave TLS (${path}) non si può usare: controllate che i file di TLS_CERT e TLS_KEY siano PEM, leggibili e della stessa coppia.`;
export const dataFolderUnwritable = (folder: string) =>
  `Non posso scrivere nella cartella dati ${folder}: datemene il permesso, oppure indicatene un'altra con INSIEME_DATA.`;
export const dataFolderInUse = (folder: string, pid: number) =>
  `La cartella dati ${folder} è in uso da un'altra copia del programma (processo ${String(pid)}): fermatela, oppure indicate un'altra cartella con INSIEME_DATA.`;
export const serverMissing = (platform: string) =>
  `Per ${platform} non c'è un PostgreSQL compreso: indicatene uno vostro con DATABASE_URL.`;
export const serverFailed = (detail: string) =>
  `La base dati non parte (${detail}): controllate spazio su disco e permessi della cartella dati.`;
export const databaseUnreachable = (where: string) =>
  `Non raggiungo il PostgreSQL ${where}: controllate DATABASE_URL, che il server sia acceso e che la rete lasci passare.`;
export const databaseRefusesLogIn = (where: string) =>
  `Il PostgreSQL ${where} rifiuta utente o password: correggete DATABASE_URL.`;
export const databaseNotThere = (where: string) =>
  `Sul server non c'è la base dati ${where}: createla, oppure correggete DATABASE_URL.`;
export const databaseTooOld = (where: string, version: string) =>
  `Il PostgreSQL ${where} è la versione ${version}: ci vuole la 15 o una più recente.`;
export const databaseNotUtf8 = (where: string) =>
  `La base dati ${where} non è in UTF-8: createne una con encoding UTF8.`;
export const logInsRefused = (owner: string) =>
  `L'utente ${owner} non può creare gli accessi per sito e lavori: dategli il diritto CREATEROLE, oppure impostate DATABASE_ROLES=single.`;
export const migrationChanged = (name: string) =>
  `L'aggiornamento ${name} è già stato applicato ma il suo file è cambiato: rimettete il file originale (git checkout migrations).`;
export const keyMissing = (file: string) =>
  `Manca la chiave dell'installazione (${file}): rimettetela dalla copia di sicurezza, oppure indicatela con INSIEME_KEY.`;
export const keyWrong = (source: string) =>
  `La chiave dell'installazione (${source}) non è quella di questa base dati: rimettete quella giusta dalla copia di sicurezza.`;
export const keyUnreadable = (file: string) =>
  `La chiave dell'installazione (${file}) non si legge: controllatene i permessi, o rimettetela dalla copia di sicurezza.`;
export const notBuilt = () => 'Le pagine non sono ancora preparate: avviate con npm start.';
export const unexpected = () => 'Guasto imprevisto; segnalatelo con il testo che segue:';
