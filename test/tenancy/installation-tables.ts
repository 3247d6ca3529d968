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
export const acrossMunicipalities: Readonly<Record<string, string>> = {};
