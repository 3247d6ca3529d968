// A mail server in a process of its own: takes everything but what it is asked to refuse, and tells over HTTP what it took.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { noSuchUser, type ReceivedMail } from './mailbox.ts';

const received: ReceivedMail[] = [];
const refused = new Set<string>();

const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo({ address }, _session, answer) {
    if (refused.has(address))
      answer(Object.assign(new Error(`5.1.1 <${address}>: ${noSuchUser}`), { responseCode: 550 }));
    else answer();
  },
  onData(stream, session, taken) {
    simpleParser(stream).then(
      (mail) => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        received.push({
          to: recipients,
          subject: mail.subject ?? '',
          text: mail.text ?? '',
          html: mail.html || '',
          attachments: mail.attachments.map(({ filename }) => filename ?? ''),
          messageId: mail.messageId ?? '',
          headers: Object.fromEntries(
            mail.headerLines.map(({ key, line }) => [key, line.slice(line.indexOf(':') + 1).trim()]),
          ),
        });
        taken();
      },
      (error: unknown) => {
        taken(error instanceof Error ? error : new Error(String(error)));
      },
    );
  },
});

// GET ?to=ADDRESS: what came for it. PUT and DELETE ?to=ADDRESS: from now on it is refused, or taken again.
const http = createServer((request, response) => {
  const to = new URL(request.url ?? '/', 'http://mailbox').searchParams.get('to');
  if (to !== null && request.method === 'PUT') refused.add(to);
  if (to !== null && request.method === 'DELETE') refused.delete(to);
  const asked = received.filter((mail) => to === null || mail.to.includes(to));
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(asked));
});

smtp.listen(0, '127.0.0.1', () => {
  http.listen(0, '127.0.0.1', () => {
    const port = (server: { address(): unknown }) => String((server.address() as AddressInfo).port);
    process.stdout.write(`ready smtp://127.0.0.1:${port(smtp.server)} http://127.0.0.1:${port(http)}\n`);
  });
});
