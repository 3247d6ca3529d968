/**
 * The few places that write to the database, each with the tables that are its own (docs/ARCHITECTURE.md, One door).
 * What a table's history counts for is written by `subject.ts` alone; everything else here has no entry in the trail.
 *
 * @type {Readonly<Record<string, readonly string[] | 'subjects'>>}
 */
export const writers = {
  'src/lib/trail/server/subject.ts': 'subjects',
  'src/lib/trail/server/append-entry.ts': ['trail_entry', 'trail_content', 'trail_pending'],
  'src/lib/trail/server/give-positions.ts': ['trail_pending', 'trail_position', 'trail_head', 'trail_cursor'],
  'src/lib/trail/server/reference-pool.ts': ['reference_year', 'reference_free'],
  'src/lib/trail/server/follower.ts': ['trail_cursor'],
  'src/lib/kernel/server/perform.ts': ['form_key'],
  'src/lib/kernel/server/limits.ts': ['rate_limit'],
  // Photos: received by an upload, judged by a job, listed by the act that they belong to.
  'src/lib/files/server/receive-file.ts': ['file'],
  'src/lib/files/server/held-files.ts': ['file'],
  'src/lib/files/server/decode-photos.ts': ['file'],
  'src/lib/files/server/sweep-uploads.ts': ['file'],
  'src/lib/requests/server/attach-files.ts': ['file'],
  'src/lib/requests/server/add-ready-photos.ts': ['file'],
  'src/lib/requests/server/erase-request.ts': ['file', 'mail_in', 'public_request'],
  // What a citizen is still writing.
  'src/lib/requests/server/draft.ts': ['draft'],
  'src/lib/kernel/server/forget-leftovers.ts': ['form_key'],
  // The register of streets: a copy of somebody else's, taken over whole by one act with one entry (its digest and counts),
  // not a history of ours for each of its thousands of rows. Its rows wait in `street_import_row` until all are read.
  'src/lib/places/server/street-imports.ts': ['street_import'],
  'src/lib/places/server/street-turns.ts': ['street_import'],
  'src/lib/places/server/street-batches.ts': ['street_import', 'street_import_row'],
  'src/lib/places/server/take-over-streets.ts': ['street', 'street_number', 'street_import', 'street_import_row'],
  // Mail: made by its follower, sent by its job, put back by the desk (which appends an entry of its own).
  'src/lib/mail/server/mail-follower.ts': ['mail'],
  'src/lib/mail/server/send-mail.ts': ['mail'],
  'src/lib/mail/server/resend-mail.ts': ['mail'],
  // What public pages read, derived from request, category and the desk's decisions.
  'src/lib/publication/server/project-public.ts': ['public_request'],
  // What visitors think of pages: nobody's history.
  'src/lib/ratings/server/give-rating.ts': ['rating'],
  // Who wants to be told of a public request: an address that said yes, nobody's history.
  'src/lib/watching/server/ask-to-watch.ts': ['watch'],
  'src/lib/watching/server/decide-watch.ts': ['watch'],
  'src/lib/watching/server/forget-watches.ts': ['watch'],
  // What comes back: kept, acted upon, returned mails marked.
  'src/lib/mail/server/take-incoming.ts': ['mail_in'],
  'src/lib/mail/server/attach-reply.ts': ['mail_in'],
  'src/lib/mail/server/settle-desk-mail.ts': ['mail_in'],
  'src/lib/mail/server/forget-desk-mail.ts': ['mail_in'],
  'src/lib/mail/server/mark-returned.ts': ['mail', 'mail_in'],
  // The launcher's own bookkeeping, before anything else runs.
  'src/launch/migrate.ts': ['migration'],
  'src/launch/installation-key.ts': ['installation_key'],
};

/** Their rows have a version and an entry for each; `subject.ts` holds the same list against the catalogue. */
export const subjectTables = [
  'municipality',
  'statement',
  'sector',
  'office',
  'person',
  'post',
  'hamlet',
  'category',
  'request',
  'step',
  'publication',
  'public_photo',
];
