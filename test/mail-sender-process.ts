import { openDatabase, openPool } from '#lib/kernel/server/database.ts';
import { systemClock } from '#lib/kernel/server/system-clock.ts';
import { openMailer } from '#lib/mail/server/mailer.ts';
import { sendMail, type SendMail } from '#lib/mail/server/send-mail.ts';

/** A worker that is stopped between the server's 250 and its own commit: there its parent kills it. */
export type Order = SendMail & { databaseUrl: string; smtpUrl: string; keyId: string; key: string };

process.on('message', (order: Order) => {
  const database = openDatabase(openPool({ name: 'test sender', url: order.databaseUrl, size: 4 }));
  const mailer = openMailer(order.smtpUrl);
  void sendMail(
    {
      database,
      keys: { current: order.keyId, byId: new Map([[order.keyId, Buffer.from(order.key, 'hex')]]) },
      mailer: {
        ...mailer,
        async deliver(mail, signal) {
          const delivery = await mailer.deliver(mail, signal);
          process.send?.(delivery);
          return new Promise(() => undefined);
        },
      },
      replies: 'unread',
      now: systemClock(),
      signal: new AbortController().signal,
    },
    order,
  );
});
