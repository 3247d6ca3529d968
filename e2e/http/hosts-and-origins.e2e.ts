import { expect, test } from '../test.ts';
import { send, senderOf } from './send.ts';

test('a host that is no municipality gets 421', async ({ site }) => {
  const answer = await send({ port: site.port, host: `nowhere.localhost:${String(site.port)}`, path: '/' });
  expect(answer.status).toBe(421);
});

test('each municipality has its own home page', async ({ site }) => {
  for (const town of site.towns) {
    const answer = await senderOf(site, town)('/');
    expect(answer.status).toBe(200);
  }
});

test('a form sent from another origin is refused', async ({ site, town, other }) => {
  for (const origin of ['http://evil.example', other.url, 'null']) {
    const answer = await senderOf(site, town)('/', { form: { name: 'value' }, headers: { origin } });
    expect(answer.status, origin).toBe(403);
  }
});

test('every page forbids foreign scripts and tells no address to other sites', async ({ site, town }) => {
  const { headers } = await senderOf(site, town)('/');
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(headers['content-security-policy']).not.toContain('unsafe-inline');
  expect(headers['referrer-policy']).toBe('same-origin'); // no-referrer would send forms with Origin: null
  expect(headers['x-content-type-options']).toBe('nosniff');
});
