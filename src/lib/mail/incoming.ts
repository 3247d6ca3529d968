/** Mail that somebody wrote to us, as far as a mail program's format tells. */
export type IncomingMail = {
  digest: Buffer;
  /** Lower case; empty where there is none. */
  sender: string;
  /** Every address that it may have been sent to, lower case. */
  recipients: readonly string[];
  /** The Message-IDs that it answers or, a report, is about: nearest first. */
  about: readonly string[];
  subject: string;
  /** What its author wrote, without quotation and signature. */
  words: string;
  files: readonly { name: string; content: Buffer }[];
  kind: IncomingKind;
  /** Of a report of another server: what that server said. */
  said: string;
};

export type IncomingKind = 'reply' | 'automatic' | 'returned' | 'delayed';

/** Why a mail waits for the desk. */
export type WaitingReason =
  'unknown-request' | 'other-sender' | 'no-words' | 'too-long' | 'files' | 'wrong-state' | 'refused';

type Headers = { get(name: string): string };

const automaticSubjects =
  /^(?:risposta automatica|fuori (?:sede|ufficio)|assente|automatic reply|auto(?:matic)?[ -]?reply|out of (?:the )?office|automatische antwort|abwesenheit|réponse automatique|absence)\b/iu;

/** Whether a machine wrote it (RFC 3834, 5; and what those write who do not follow it). */
export function isAutomatic(headers: Headers, subject: string): boolean {
  const submitted = headers.get('auto-submitted').trim().toLowerCase();
  if (submitted !== '' && submitted !== 'no') return true;
  if (headers.get('x-autoreply') !== '' || headers.get('x-autorespond') !== '') return true;
  if (/^\s*(?:bulk|junk|list|auto[-_]reply)\b/i.test(headers.get('precedence'))) return true;
  if (headers.get('list-id') !== '' || headers.get('return-path').trim() === '<>') return true;
  return automaticSubjects.test(subject);
}

/** What a delivery report says (RFC 3464, 2.3): the first recipient's, since our mails have one. */
export function readReport(report: string): { kind: 'returned' | 'delayed' | 'automatic'; said: string } {
  const field = (name: string) =>
    new RegExp(`^${name}:[ \\t]*((?:.|\\r?\\n[ \\t])*)`, 'im').exec(report)?.[1]?.replace(/\s+/g, ' ').trim() ?? '';
  const action = field('Action').toLowerCase();
  const said = field('Diagnostic-Code').replace(/^[\w-]{1,20};\s*/, '') || field('Status');
  return { kind: action === 'failed' ? 'returned' : action === 'delayed' ? 'delayed' : 'automatic', said };
}
