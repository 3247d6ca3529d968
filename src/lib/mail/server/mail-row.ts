import type { ActId, EntryId, RequestId, WatchId } from '#lib/kernel/ids.ts';
import type { Language } from '#lib/categories/category.ts';
import type { Recipient, Template, WatchTemplate } from '../mail.ts';

/** One row of the table, as sending and showing need it. */
export type MailRow = { id: string; act: ActId; entry: EntryId; request: RequestId; language: Language } & (
  | { recipient: Exclude<Recipient, 'watcher'>; template: Template }
  | { recipient: 'watcher'; template: WatchTemplate; watch: WatchId }
);

export const mailRowColumns = [
  'id',
  'act_id',
  'entry_id',
  'request_id',
  'recipient',
  'watch_id',
  'template',
  'language',
] as const;

type Stored = {
  id: string;
  act_id: ActId;
  entry_id: EntryId;
  request_id: RequestId;
  recipient: Recipient;
  watch_id: WatchId | null;
  template: string;
  language: string;
};

export function toMailRow({ id, act_id, entry_id, request_id, recipient, watch_id, ...row }: Stored): MailRow {
  const of = { id, act: act_id, entry: entry_id, request: request_id, language: row.language as Language };
  return recipient === 'watcher' && watch_id !== null
    ? { ...of, recipient, watch: watch_id, template: row.template as WatchTemplate }
    : { ...of, recipient: recipient as Exclude<Recipient, 'watcher'>, template: row.template as Template };
}

/** A mail about a request to those who know it: its citizen, its office. */
export type RequestMail = Exclude<MailRow, { recipient: 'watcher' }>;
export type WatcherMail = Extract<MailRow, { recipient: 'watcher' }>;
