import { Readable } from 'node:stream';
import { acknowledgementOf } from '#lib/requests/server/acknowledgement/acknowledgement-of.ts';
import { writeAcknowledgement } from '#lib/requests/server/acknowledgement/write-acknowledgement.ts';
import { readRequestFiles } from '#lib/requests/server/read-request-files.ts';
import { openOwn } from '../own-request.ts';
import type { RequestHandler } from './$types';

/** The acknowledgement, made anew each time from what is stored. */
export const GET: RequestHandler = async (event) => {
  const { root, municipality } = event.locals;
  const { citizen, request, written } = await openOwn(event);
  const files = await readRequestFiles(root.web, citizen, request.subject);
  const sent = files.filter(({ step }) => step === null).length;
  const pdf = writeAcknowledgement(acknowledgementOf(request, municipality, sent));
  return new Response(Readable.toWeb(pdf) as ReadableStream, {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="ricevuta-${written}.pdf"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
    },
  });
};
