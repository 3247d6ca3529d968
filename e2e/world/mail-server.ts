// A mail server in a process of its own: takes everything, and tells over HTTP what it took.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { ReceivedMail } from './mailbox.ts';

const received: ReceivedMail[] = [];

const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, session, taken) {
    simpleParser(stream).then(
      (mail) => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        received.push({
          to: recipients,
          subject: mail.subject ?? '',
          text: mail.text ?? '',
          html: mail.html || '',
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

const http = createServer((request, response) => {
  const to = new URL(request.url ?? '/', 'http://mailbox').searchParams.get('to');
  const asked = received.filter((mail) => to === null || mail.to.includes(to));
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(asked));
});

smtp.listen(0, '127.0.0.1', () => {
  http.listen(0, '127.0.0.1', () => {
    const port = (server: { address(): unknown }) => String((server.address() as AddressInfo).port);
    process.stdout.write(`ready smtp://127.0.0.1:${port(smtp.server)} http://127.0.0.1:${port(http)}\n`);
  });
});
