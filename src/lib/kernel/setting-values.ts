import * as v from 'valibot';

/** How the text of a setting becomes a value: one schema for each form that settings have. */

export const text = v.string();

export const port = v.pipe(v.string(), v.regex(/^\d{1,5}$/), v.transform(Number), v.maxValue(65_535));

export const host = v.pipe(v.string(), v.regex(/^[\w.:-]+$/));

export const oneOf = <const T extends readonly string[]>(...options: T) => v.picklist(options);

/** 32 bytes. */
export const key = v.pipe(v.string(), v.toLowerCase(), v.regex(/^[0-9a-f]{64}$/));

export const databaseUrl = url('postgres:', 'postgresql:');
export const smtpUrl = url('smtp:', 'smtps:');
export const imapUrl = url('imap:', 'imaps:');
export const filesUrl = url('file:');

/** Where the pictures of a map come from, with places for zoom, column and row; `none` for no map. */
export const mapTiles = v.union([
  v.literal('none'),
  v.pipe(
    v.string(),
    v.check((given) => {
      const filled = given.replace(/\{[zxy]\}/g, '1');
      const complete = ['{z}', '{x}', '{y}'].every((place) => given.includes(place));
      return complete && URL.canParse(filled) && ['https:', 'http:'].includes(new URL(filled).protocol);
    }),
  ),
]);

/** Addresses and networks in CIDR form. */
export const addressList = v.pipe(
  v.string(),
  v.transform((list) => list.split(/[\s,]+/).filter((item) => item !== '')),
  v.array(v.union([v.pipe(v.string(), v.ip()), v.pipe(v.string(), v.check(isNetwork))])),
);

function url(...protocols: string[]) {
  return v.pipe(
    v.string(),
    v.check((given) => URL.canParse(given) && protocols.includes(new URL(given).protocol)),
  );
}

function isNetwork(given: string): boolean {
  const [address = '', bits = '', ...rest] = given.split('/');
  const family = v.is(v.pipe(v.string(), v.ipv4()), address)
    ? 32
    : v.is(v.pipe(v.string(), v.ipv6()), address)
      ? 128
      : -1;
  return rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= family;
}
