import { senderOf } from './http/send.ts';
import { cookieOf } from './http/sign-in.ts';
import { expect } from './test.ts';
import type { Site, WorldTown } from './world/world.ts';

/** The desk publishes it with these words, by the form of its queue. */
export async function publish(
  site: Site,
  town: WorldTown,
  reference: string,
  words: { title: string; body: string; place: string; decision?: string },
): Promise<void> {
  const key = crypto.randomUUID().replaceAll('-', '');
  const { status } = await senderOf(site, town)(`/ufficio/pubblicazione/${reference}?/words`, {
    cookie: await cookieOf(site, town, 'front-desk'),
    form: { key, version: '0', decision: 'shown', ...words },
  });
  expect(status).toBe(303);
}
