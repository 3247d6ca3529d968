import * as v from 'valibot';
import * as values from './setting-values.ts';

/** One setting of the environment: what the parser obeys and what the README's tables are made from. */
interface Setting<T> {
  name: string;
  required?: true;
  /** In the environment's own form; empty when there is none. */
  default: string;
  parse: v.GenericSchema<string, T>;
  takes: Words;
  meaning: Words;
}
interface Words {
  en: string;
  it: string;
}

/** What the town's people set. */
export const personsSettings = {
  port: {
    name: 'PORT',
    default: '3000',
    parse: values.port,
    takes: { en: 'a number from 0 to 65535 (0: any free one)', it: 'un numero da 0 a 65535 (0: uno libero qualsiasi)' },
    meaning: { en: 'Port on which the site answers.', it: 'Porta su cui risponde il sito.' },
  },
  host: {
    name: 'HOST',
    default: '127.0.0.1',
    parse: values.host,
    takes: { en: 'an address or name of this machine', it: 'un indirizzo o un nome di questa macchina' },
    meaning: {
      en: 'Address on which the site answers; `0.0.0.0` for the whole network.',
      it: 'Indirizzo su cui risponde il sito; `0.0.0.0` per tutta la rete.',
    },
  },
  dataFolder: {
    name: 'INSIEME_DATA',
    default: 'data',
    parse: values.text,
    takes: { en: 'a folder', it: 'una cartella' },
    meaning: {
      en: 'Where database, files and key are kept. It belongs into the backup.',
      it: 'Dove stanno base dati, file e chiave. Va compresa nelle copie di sicurezza.',
    },
  },
  databaseUrl: {
    name: 'DATABASE_URL',
    default: '',
    parse: values.databaseUrl,
    takes: { en: '`postgres://user:password@machine/database`', it: '`postgres://utente:password@macchina/database`' },
    meaning: {
      en: "Owner's log-in on a PostgreSQL of yours, 15 or newer. Empty: the one that comes with Insieme.",
      it: 'Accesso del proprietario a un vostro PostgreSQL, dalla versione 15. Vuoto: quello compreso in Insieme.',
    },
  },
  databaseRoles: {
    name: 'DATABASE_ROLES',
    default: 'separate',
    parse: values.oneOf('separate', 'single'),
    takes: { en: '`separate` or `single`', it: '`separate` o `single`' },
    meaning: {
      en: 'Log-ins with few rights for site and worker, or the one of `DATABASE_URL` for everything where it may not make others.',
      it: 'Accessi con pochi diritti per sito e lavori, oppure quello di `DATABASE_URL` per tutto, se non può crearne altri.',
    },
  },
  role: {
    name: 'INSIEME_ROLE',
    default: 'all',
    parse: values.oneOf('all', 'web', 'worker'),
    takes: { en: '`all`, `web` or `worker`', it: '`all`, `web` o `worker`' },
    meaning: {
      en: 'What this process does. `web` and `worker` apart need `DATABASE_URL`.',
      it: 'Che cosa fa questo processo. `web` e `worker` separati richiedono `DATABASE_URL`.',
    },
  },
  key: {
    name: 'INSIEME_KEY',
    default: '',
    parse: values.key,
    takes: { en: '64 hexadecimal digits', it: '64 cifre esadecimali' },
    meaning: {
      en: "The installation's key. Empty: made at first start and kept as `key` in the data folder.",
      it: "La chiave dell'installazione. Vuota: si crea al primo avvio e resta nel file `key` della cartella dati.",
    },
  },
  filesUrl: {
    name: 'FILES_URL',
    default: '',
    parse: values.filesUrl,
    takes: { en: '`file:///folder`', it: '`file:///cartella`' },
    meaning: {
      en: 'Where photos and documents are kept. Empty: `files` in the data folder.',
      it: 'Dove stanno foto e documenti. Vuoto: `files` nella cartella dati.',
    },
  },
  smtpUrl: {
    name: 'SMTP_URL',
    default: '',
    parse: values.smtpUrl,
    takes: {
      en: '`smtp://user:password@machine:587` or `smtps://…`',
      it: '`smtp://utente:password@macchina:587` o `smtps://…`',
    },
    meaning: {
      en: 'Server that sends the mail. Empty: mail waits.',
      it: 'Server che spedisce la posta. Vuoto: la posta resta in attesa.',
    },
  },
  imapUrl: {
    name: 'IMAP_URL',
    default: '',
    parse: values.imapUrl,
    takes: {
      en: '`imaps://user:password@machine/INBOX` or `imap://…`',
      it: '`imaps://utente:password@macchina/INBOX` o `imap://…`',
    },
    meaning: {
      en: 'Mailbox to which people answer; what was read is moved to its folder `Insieme`. Empty: nobody reads answers, and the mails say so.',
      it: 'Casella a cui si risponde; ciò che è letto passa nella sua cartella `Insieme`. Vuoto: nessuno legge le risposte, e le mail lo dicono.',
    },
  },
  replyAddress: {
    name: 'REPLY_ADDRESS',
    default: 'plain',
    parse: values.oneOf('plain', 'tagged'),
    takes: { en: '`plain` or `tagged`', it: '`plain` o `tagged`' },
    meaning: {
      en: "Whether the address to answer to carries the request's number and a token (`name+…@machine`), where your mail server allows it.",
      it: "Se l'indirizzo a cui rispondere porta il numero della richiesta e un codice (`nome+…@macchina`), dove il vostro server lo permette.",
    },
  },
  mapTiles: {
    name: 'MAP_TILES',
    default: 'https://tile.openstreetmap.org/{z}/{x}/{y}.png',
    parse: values.mapTiles,
    takes: { en: '`https://…/{z}/{x}/{y}.png`, or `none`', it: '`https://…/{z}/{x}/{y}.png`, oppure `none`' },
    meaning: {
      en: 'Where the map comes from, once somebody asks for one; `none`: no map is offered.',
      it: 'Da dove viene la mappa, quando qualcuno la chiede; `none`: nessuna mappa.',
    },
  },
  mapAttribution: {
    name: 'MAP_ATTRIBUTION',
    default: '© OpenStreetMap contributors https://www.openstreetmap.org/copyright',
    parse: values.text,
    takes: {
      en: 'words, and if you like an `https://…` to which they lead',
      it: 'parole, e volendo un `https://…` a cui portano',
    },
    meaning: { en: 'Who made the map, told in its corner.', it: 'Chi ha fatto la mappa, detto nel suo angolo.' },
  },
  tlsCertificate: {
    name: 'TLS_CERT',
    default: '',
    parse: values.text,
    takes: { en: 'a PEM file, together with `TLS_KEY`', it: 'un file PEM, insieme a `TLS_KEY`' },
    meaning: {
      en: 'Certificate with its chain, for https without a proxy.',
      it: 'Certificato con la sua catena, per https senza proxy.',
    },
  },
  tlsKey: {
    name: 'TLS_KEY',
    default: '',
    parse: values.text,
    takes: { en: 'a PEM file, together with `TLS_CERT`', it: 'un file PEM, insieme a `TLS_CERT`' },
    meaning: { en: "The certificate's private key.", it: 'Chiave privata del certificato.' },
  },
  trustedProxies: {
    name: 'TRUSTED_PROXIES',
    default: '',
    parse: values.addressList,
    takes: { en: 'addresses or networks: `10.0.0.5, 10.1.0.0/16`', it: 'indirizzi o reti: `10.0.0.5, 10.1.0.0/16`' },
    meaning: {
      en: 'Proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.',
      it: 'Proxy a cui si crede per `X-Forwarded-For` e `X-Forwarded-Proto`.',
    },
  },
  logLevel: {
    name: 'LOG_LEVEL',
    default: 'info',
    parse: values.oneOf('silent', 'error', 'warn', 'info', 'debug'),
    takes: {
      en: '`silent`, `error`, `warn`, `info` or `debug`',
      it: '`silent`, `error`, `warn`, `info` o `debug`',
    },
    meaning: {
      en: 'How much the log tells; on a terminal, `info` is silent unless something goes wrong. It never holds personal data.',
      it: 'Quanto racconta il registro tecnico; su un terminale, `info` tace se va tutto bene. Non contiene mai dati personali.',
    },
  },
} as const satisfies Record<string, Setting<unknown>>;

/** What the launcher sets for the web build and the worker; nobody sets these by hand. */
export const processSettings = {
  role: personsSettings.role,
  logLevel: personsSettings.logLevel,
  smtpUrl: personsSettings.smtpUrl,
  imapUrl: personsSettings.imapUrl,
  replyAddress: personsSettings.replyAddress,
  mapTiles: personsSettings.mapTiles,
  mapAttribution: personsSettings.mapAttribution,
  webUrl: fromLauncher('DATABASE_WEB_URL', values.databaseUrl),
  workerUrl: fromLauncher('DATABASE_WORKER_URL', values.databaseUrl),
  key: fromLauncher('INSIEME_KEY', values.key),
  keyId: fromLauncher('INSIEME_KEY_ID', values.text),
  filesUrl: fromLauncher('FILES_URL', values.filesUrl),
  /** The site as people reach it on this machine; the real one is each municipality's `public_url`. */
  address: fromLauncher('ADDRESS', values.text),
} as const satisfies Record<string, Setting<unknown>>;

type Table = Record<string, Setting<unknown>>;
/** What is neither required nor has a default may be absent: null. */
type Parsed<T extends Table> = {
  -readonly [K in keyof T]:
    | v.InferOutput<T[K]['parse']>
    | (T[K] extends { required: true } ? never : T[K]['default'] extends '' ? null : never);
};
export type PersonsSettings = Parsed<typeof personsSettings>;
export type ProcessSettings = Parsed<typeof processSettings>;

export interface WrongSetting {
  name: string;
  takes: Words;
}
export type Outcome<T> = { ok: true; settings: T } | { ok: false; wrong: WrongSetting[] };
type Environment = Readonly<Record<string, string | undefined>>;

export function parsePersonsSettings(environment: Environment): Outcome<PersonsSettings> {
  const outcome = parse(personsSettings, environment);
  if (!outcome.ok) return outcome;
  const { tlsCertificate, tlsKey, role, databaseUrl } = outcome.settings;
  if ((tlsCertificate === null) !== (tlsKey === null))
    return wrong(tlsCertificate === null ? personsSettings.tlsCertificate : personsSettings.tlsKey);
  if (role !== 'all' && databaseUrl === null) return wrong(personsSettings.databaseUrl);
  return outcome;
}

export function parseProcessSettings(environment: Environment): Outcome<ProcessSettings> {
  return parse(processSettings, environment);
}

function parse<T extends Table>(table: T, environment: Environment): Outcome<Parsed<T>> {
  const wrong: WrongSetting[] = [];
  const settings: Record<string, unknown> = {};
  for (const [field, setting] of Object.entries(table)) {
    const given = environment[setting.name]?.trim() ?? '';
    const text = given === '' ? setting.default : given;
    const parsed = text === '' ? undefined : v.safeParse(setting.parse, text);
    if (parsed === undefined ? setting.required : !parsed.success)
      wrong.push({ name: setting.name, takes: setting.takes });
    settings[field] = parsed?.success === true ? parsed.output : null;
  }
  return wrong.length > 0 ? { ok: false, wrong } : { ok: true, settings: settings as Parsed<T> };
}

function wrong(setting: Setting<unknown>): Outcome<never> {
  return { ok: false, wrong: [{ name: setting.name, takes: setting.takes }] };
}

function fromLauncher<T>(name: string, parseValue: v.GenericSchema<string, T>) {
  const takes = { en: 'set by the launcher', it: "impostata dall'avvio" };
  return { name, required: true, default: '', parse: parseValue, takes, meaning: takes } as const;
}
