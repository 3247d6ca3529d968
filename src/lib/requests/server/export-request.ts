import { PassThrough, type Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { writeInstant } from '#lib/kernel/clock.ts';
import type { FileId } from '#lib/kernel/ids.ts';
import { writeReference } from '#lib/kernel/reference.ts';
import { libraryDate } from '#lib/kernel/server/library-date.ts';
import { answerView } from '../ui/answer-view.ts';
import type { RequestFile } from './read-request-files.ts';
import type { RequestView } from './read-request.ts';
import type { TimelineItem } from './read-timeline.ts';

export type Export = {
  municipality: string;
  request: RequestView;
  /** As the citizen reads it. */
  timeline: readonly TimelineItem[];
  mails: readonly { subject: string; queuedAt: Temporal.Instant; sentAt: Temporal.Instant | null }[];
  files: readonly RequestFile[];
  /** Texts to read, by their name in the archive. */
  texts: Readonly<Record<string, string>>;
  acknowledgement: () => Readable;
  open: (file: RequestFile) => Promise<Readable | null>;
  now: Temporal.Instant;
};

/**
 * All that is held on the author of a request (GDPR art. 15 and 20), as an archive written while it is read: files are opened
 * one after the other, whatever there is of them. docs/EXPORT.md says what each member of the JSON is.
 */
export function exportRequest({ texts, acknowledgement, open, now, ...held }: Export): Readable {
  const zip = new ZipFile();
  const options = { mtime: libraryDate(now) };
  const files = namesOf(held.files);
  for (const [name, text] of Object.entries(texts)) zip.addBuffer(Buffer.from(text, 'utf8'), name, options);
  const data = `${JSON.stringify(dataOf({ ...held, now }, files), null, 2)}\n`;
  zip.addBuffer(Buffer.from(data, 'utf8'), 'dati.json', options);
  zip.addReadStreamLazy('ricevuta.pdf', options, (give) => {
    give(null, acknowledgement());
  });
  for (const file of held.files) {
    const name = files.get(file.id);
    if (!name) continue;
    zip.addReadStreamLazy(name, { ...options, compress: false }, (give) => {
      open(file).then(
        (content) => {
          if (content) give(null, content);
          else give(new Error('a file of the request is gone'), null as never);
        },
        (error: unknown) => {
          give(error, null as never);
        },
      );
    });
  }
  zip.end();
  const output = new PassThrough();
  zip.on('error', (error: Error) => output.destroy(error));
  return zip.outputStream.pipe(output);
}

/** Under names of ours: what somebody called a file may be anything. Only what can be shown. */
function namesOf(files: readonly RequestFile[]): Map<FileId, string> {
  const ready = files.filter(({ state }) => state === 'ready');
  return new Map(
    ready.map(({ id, kind }, index) => [
      id,
      `file/${String(index + 1).padStart(2, '0')}.${kind === 'document' ? 'pdf' : 'jpg'}`,
    ]),
  );
}

type Held = Pick<Export, 'municipality' | 'request' | 'timeline' | 'mails' | 'files' | 'now'>;

function dataOf({ municipality, request, timeline, mails, files, now }: Held, names: Map<FileId, string>) {
  const instant = (at: Temporal.Instant | null) => at && writeInstant(at);
  const { author, newAddress } = request;
  return {
    format: 'insieme-export',
    version: 1,
    exported_at: instant(now),
    municipality,
    request: {
      reference: writeReference(request.reference),
      kind: request.kind,
      category: request.category.names.it,
      title: request.title,
      body: request.body,
      place: request.place,
      hamlet: request.hamlet,
      point: request.point,
      danger: request.danger,
      answers: request.answers.map((answer) => answerView(answer, request.language)),
      language: request.language,
      channel: request.channel,
      received_at: instant(request.receivedAt),
      due_at: instant(request.due.at),
      state: request.state,
      taken_at: instant(request.takenAt),
      closed_at: instant(request.closedAt),
      outcome: request.outcome,
      outcome_text: request.outcomeText,
      redirected_to: request.redirectedTo,
      office: request.office.name,
      responsible: request.responsible?.name ?? null,
    },
    author: { name: author.name, email: author.email, phone: author.phone, business: author.business ?? null },
    access: {
      notices: request.notices,
      address_refused_at: instant(request.addressRefusedAt),
      new_address: newAddress && { address: newAddress.address, asked_at: instant(newAddress.askedAt) },
    },
    history: timeline.map(({ at, kind, also, actor, text, files: attached }) => ({
      at: instant(at),
      kinds: [kind, ...also],
      by: { name: actor.name, level: actor.level, office: actor.unit, title: actor.title },
      text: withoutFiles(text),
      files: attached.flatMap(({ id }) => names.get(id) ?? []),
    })),
    mails: mails.map(({ subject, queuedAt, sentAt }) => ({
      subject,
      queued_at: instant(queuedAt),
      sent_at: instant(sentAt),
    })),
    files: files.map(({ id, name, kind, state }) => ({ file: names.get(id) ?? null, name, kind, state })),
  };
}

/** Files stand by their place in the archive instead. */
function withoutFiles(text: TimelineItem['text']): TimelineItem['text'] {
  return text && Object.fromEntries(Object.entries(text).filter(([name]) => name !== 'files'));
}
