/** Tables that belong to the installation and to no municipality: everything else has `municipality_id` first in every key. */
export const installationTables: Readonly<Record<string, string>> = {
  installation_key: 'one key for the whole installation',
  migration: 'one schema for the whole installation',
  sign_in_user: "the sign-in library's: one account per installation",
  sign_in_session: "the sign-in library's",
  sign_in_account: "the sign-in library's",
  sign_in_verification: "the sign-in library's",
};

/** Keys of municipalities among each other: names that tell one from another cannot begin with which one it is. */
export const keysAmongMunicipalities: ReadonlySet<string> = new Set([
  'municipality_slug_key',
  'municipality_public_url_key',
]);

/**
 * Statements that span municipalities, by the parser's fingerprint (the same whatever the names of parameters and the blanks).
 * Discovery of who has work, and the list of municipalities itself; never what a person reads.
 */
export const acrossMunicipalities: Readonly<Record<string, string>> = {
  '7b37ee79a64fd5e8': 'municipalities: which of them a host name stands for',
  f9165c50d6e73c7d: 'municipalities: all of them, for workers and commands',
  a4bd2ac17f801f95: 'practice municipality: is there any municipality yet',
  d08b01d5f384df25: 'sequencer: who has entries without a position',
  '94aa7ccce8e2c4ed': 'followers: where one lies behind the head',
  '0a6e50a04e21907d': 'sequencer: which pools of numbers there are',
  '941d36b61fc7ba20': 'photos: where some wait to be decoded',
  b715eddd61aee28e: 'streets: which files wait to be read or removed',
  '91d0fddafb21f4b9': 'questions to citizens: which have passed their last day',
  '93ccb22b591660ab': 'photos: which requests wait for the entry that lists them',
  e816101c8c4d9dda: "health page: every follower's lag",
  '9e4d5c496f3e262e': 'health page: the oldest entry without a position',
  '52c5975f034cc6b0': 'health page: mail that waits',
  f81e7f7830f8c336: 'health page: mail that is tried again',
};
