import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { openWebServer, type WebServer } from './web-server.ts';

const settings = { port: 0, host: '127.0.0.1', tlsCertificate: null, tlsKey: null, trustedProxies: null };

async function ask(web: WebServer, options: { agent?: Agent; headers?: Record<string, string> } = {}) {
  const request = get(web.address.replace('localhost', '127.0.0.1'), options);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return response;
}

it('a request that comes before the pages waits for them', async () => {
  const web = await openWebServer(settings);
  const response = ask(web);
  web.serve((_request, answer) => void answer.end('here'));
  expect((await response).statusCode).toBe(200);
  (await response).resume();
  await web.close();
});

it('a caller cannot say of itself that it came over https, nor from where', async () => {
  const web = await openWebServer(settings);
  web.serve((request, answer) => void answer.end(JSON.stringify(request.headers)));
  const response = await ask(web, {
    headers: { 'x-app-proto': 'https', 'x-app-address': '1.2.3.4', 'x-forwarded-proto': 'https' },
  });
  const headers: unknown = JSON.parse(Buffer.concat(await response.toArray()).toString());
  expect(headers).toMatchObject({ 'x-app-proto': 'http', 'x-app-address': '127.0.0.1' });
  await web.close();
});

it('a host that is none is refused before the pages see it', async () => {
  const web = await openWebServer(settings);
  web.serve(() => expect.unreachable());
  const response = await ask(web, { headers: { host: 'evil/path' } });
  expect(response.statusCode).toBe(400);
  response.resume();
  await web.close();
});

it('stops in under five seconds with an open stream, a kept-alive connection and a request half sent', async () => {
  const web = await openWebServer(settings);
  web.serve((request, answer) => {
    if (request.url === '/') answer.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
    else request.on('data', () => undefined);
  });
  const agent = new Agent({ keepAlive: true });
  const stream = await ask(web, { agent });
  stream.on('error', () => undefined);
  const half = connect(Number(new URL(web.address).port), '127.0.0.1');
  half.on('error', () => undefined);
  half.write('POST /slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf');
  const idle = connect(Number(new URL(web.address).port), '127.0.0.1');
  idle.on('error', () => undefined);
  await once(idle, 'connect');

  const began = performance.now();
  await web.close();
  expect(performance.now() - began).toBeLessThan(5_000);
  agent.destroy();
});

it('a taken port is told with the next one to try', async () => {
  const web = await openWebServer(settings);
  const port = Number(new URL(web.address).port);
  await expect(openWebServer({ ...settings, port })).rejects.toThrow(`PORT=${String(port + 1)}`);
  await web.close();
});
