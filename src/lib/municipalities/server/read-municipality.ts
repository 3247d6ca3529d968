import type { MunicipalityId, MunicipalityUuid } from '#lib/kernel/ids.ts';
import type { Db } from '#lib/kernel/server/database.ts';
import type { EmergencyNumber, Municipality } from '../municipality.ts';

const columns = [
  'municipality_id',
  'id',
  'version',
  'slug',
  'name',
  'region',
  'public_url',
  'zone',
  'practice',
  'patron_day',
  'closing_days',
  'address',
  'pec',
  'mail_from',
  'desk_name',
  'desk_phone',
  'desk_hours',
  'emergency_numbers',
] as const;

export async function readMunicipality(db: Db<'municipality'>, id: MunicipalityId): Promise<Municipality> {
  const row = await db
    .selectFrom('municipality')
    .select(columns)
    .where('municipality_id', '=', id)
    .executeTakeFirstOrThrow();
  return toMunicipality(row);
}

/**
 * The municipality that a host name stands for: with one municipality any host does, with more the host must be that of a
 * public address. Null for an unknown one. Discovery: the installation's own list.
 */
export async function findMunicipality(db: Db<'municipality'>, host: string): Promise<Municipality | null> {
  const rows = await db.selectFrom('municipality').select(columns).orderBy('municipality_id').limit(1000).execute();
  const [only] = rows;
  if (!only) return null;
  if (rows.length === 1) return toMunicipality(only);
  const found = rows.find((row) => new URL(row.public_url).host === host.toLowerCase());
  return found ? toMunicipality(found) : null;
}

/** Every municipality of the installation, for workers and commands. */
export async function listMunicipalities(db: Db<'municipality'>): Promise<Municipality[]> {
  const rows = await db.selectFrom('municipality').select(columns).orderBy('municipality_id').execute();
  return rows.map(toMunicipality);
}

type Row = {
  municipality_id: MunicipalityId;
  id: string;
  version: number;
  slug: string;
  name: string;
  region: string;
  public_url: string;
  zone: string;
  practice: boolean;
  patron_day: string | null;
  closing_days: Temporal.PlainDate[];
  address: string;
  pec: string | null;
  mail_from: string;
  desk_name: string;
  desk_phone: string;
  desk_hours: string[];
  emergency_numbers: string;
};

function toMunicipality(row: Row): Municipality {
  return {
    id: row.municipality_id,
    uuid: row.id as MunicipalityUuid,
    version: row.version,
    slug: row.slug,
    name: row.name,
    region: row.region,
    publicUrl: row.public_url,
    zone: row.zone,
    practice: row.practice,
    patronDay: row.patron_day,
    closingDays: row.closing_days,
    address: row.address,
    pec: row.pec,
    mailFrom: row.mail_from,
    desk: { name: row.desk_name, phone: row.desk_phone, hours: row.desk_hours },
    emergency: JSON.parse(row.emergency_numbers) as EmergencyNumber[],
  };
}
