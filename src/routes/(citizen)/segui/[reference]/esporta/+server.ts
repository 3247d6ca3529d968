import { Readable } from 'node:stream';
import { keyOfFile } from '#lib/files/server/file-store.ts';
import { listOwnMail } from '#lib/mail/server/list-own-mail.ts';
import { acknowledgementOf } from '#lib/requests/server/acknowledgement/acknowledgement-of.ts';
import { writeAcknowledgement } from '#lib/requests/server/acknowledgement/write-acknowledgement.ts';
import { exportRequest } from '#lib/requests/server/export-request.ts';
import { readRequestFiles } from '#lib/requests/server/read-request-files.ts';
import { readTimeline } from '#lib/requests/server/read-timeline.ts';
import { longMoment } from '#lib/requests/ui/relative-date.ts';
import * as m from '#lib/words/compiled/messages.js';
import { choicesOf } from '../choices-view.ts';
import { openOwn } from '../own-request.ts';
import { storyOf } from '../story.ts';
import type { RequestHandler } from './$types';

/** All that is held on its author, as a download; nothing is changed by it. */
export const GET: RequestHandler = async (event) => {
  const { root, municipality, locale } = event.locals;
  const { citizen, request, written } = await openOwn(event);
  const [timeline, mails, files] = await Promise.all([
    readTimeline(root.web, municipality.id, request.id, 'citizen'),
    listOwnMail(root.web, citizen, request),
    readRequestFiles(root.web, citizen, request.subject),
  ]);
  const sent = files.filter(({ step }) => step === null).length;
  const acknowledgement = acknowledgementOf(request, municipality, sent);
  const now = root.clock();
  const moment = (at: Temporal.Instant) => longMoment(at, municipality.zone, locale);
  const story = storyOf(timeline, { zone: municipality.zone, locale, open: request.questions }).reverse();
  const read = [
    acknowledgement.title,
    ...choicesOf(request).who.map(({ term, value }) => `${term}: ${value}`),
    '',
    ...acknowledgement.sections.flatMap(({ title, rows, text }) => [
      `== ${title}`,
      ...rows.map(({ label, value }) => `${label}: ${value}`),
      ...(text ? [text] : []),
      '',
    ]),
    `== ${m.export_history()}`,
    ...story.flatMap(({ day, time, title, who, text }) => [
      `${[day, time].filter(Boolean).join(', ')}: ${title}`,
      ...(who ? [who] : []),
      ...(text ? [text] : []),
      '',
    ]),
    `== ${m.export_mails()}`,
    ...mails.map(({ subject, queuedAt }) => `${moment(queuedAt)}: ${subject}`),
  ].join('\n');
  const zip = exportRequest({
    municipality: municipality.name,
    request,
    timeline,
    mails,
    files,
    texts: {
      'LEGGIMI.txt': `${m.export_readme({ name: municipality.name, reference: written, when: moment(now) })}\n`,
      'storia.txt': `${read}\n`,
    },
    acknowledgement: () => writeAcknowledgement(acknowledgement),
    open: ({ id, kind }) =>
      root.files.open(keyOfFile(municipality.id, id, kind === 'document' ? 'document' : 'picture')),
    now,
  });
  return new Response(Readable.toWeb(zip) as ReadableStream, {
    headers: {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="richiesta-${written}.zip"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
    },
  });
};
