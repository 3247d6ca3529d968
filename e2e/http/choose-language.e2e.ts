import { expect, test } from '../test.ts';
import { senderOf } from './send.ts';

test('choosing a language leads nowhere but to this site', async ({ site, town }) => {
  const to = async (back: string) =>
    (await senderOf(site, town)('/lingua', { form: { lang: 'de', back } })).headers.location;

  expect(await to('/privacy?a=b')).toBe('/privacy?a=b');
  for (const back of ['https://evil.example/', '//evil.example/', '/\\evil.example/', 'javascript:alert(1)', '']) {
    expect(await to(back), back).toBe('/');
  }
});

test('a language that we do not speak is not kept', async ({ site, town }) => {
  const answer = await senderOf(site, town)('/lingua', { form: { lang: 'xx', back: '/' } });
  expect(answer.status).toBe(303);
  expect(answer.cookies).toEqual([]);
});
