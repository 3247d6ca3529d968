import { randomUUID } from 'node:crypto';
import nodemailer from 'nodemailer';
import { expect } from '@playwright/test';
import type { ReceivedMail } from './world/mailbox.ts';
import type { Site, World } from './world/world.ts';

/** The mails to an address, in the order in which they came. */
export async function mailsTo({ mailbox }: World, address: string): Promise<ReceivedMail[]> {
  const answer = await fetch(`${mailbox}?${new URLSearchParams({ to: address }).toString()}`);
  return (await answer.json()) as ReceivedMail[];
}

/** Waits for the mail whose subject holds these words. */
export async function mailAbout(world: World, address: string, words: string): Promise<ReceivedMail> {
  const find = async () => (await mailsTo(world, address)).find(({ subject }) => subject.includes(words));
  let found: ReceivedMail | undefined;
  await expect
    .poll(async () => (found = await find()), { message: `mail «${words}» to ${address}`, timeout: 60_000 })
    .toBeDefined();
  return found as ReceivedMail;
}

export async function refuseMail({ mailbox }: World, address: string, refuse: boolean): Promise<void> {
  await fetch(`${mailbox}?${new URLSearchParams({ to: address }).toString()}`, { method: refuse ? 'PUT' : 'DELETE' });
}

type Written = { from: string; to: string; subject: string; text: string; inReplyTo?: string };

/** Somebody's own mail program sends a mail, which reaches the mailbox that the site reads. */
export async function writeMail({ replies }: World, { name }: Site, mail: Written): Promise<void> {
  const program = nodemailer.createTransport(replies);
  const envelope = { from: mail.from, to: `${name}@localhost` };
  await program.sendMail({ ...mail, envelope, messageId: `<${randomUUID()}@posta.example.it>` });
  program.close();
}
