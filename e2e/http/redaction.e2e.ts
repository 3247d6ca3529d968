import { randomBytes } from 'node:crypto';
import { expect, logsOf, test } from '../test.ts';
import { PASSWORD } from '../world/world.ts';
import { pathOf, routesOfBuild } from './routes-of-build.ts';
import { senderOf } from './send.ts';

/** Things that nobody may find in a log, told apart from everything that the program itself writes. */
const said = {
  name: 'Zelinda Canarini',
  email: 'zelinda.canarini@example.it',
  phone: '333 765 43 21',
  place: 'Via delle Ginestre Segrete 77',
  words: 'un pozzo scoperto dietro la siepe di rosmarino',
};

test('what people write, their passwords and tokens stand in no log, whichever way they came', async ({
  world,
  site,
  town,
}) => {
  const send = senderOf(site, town);
  const { reference, password, token, id, step } = town.requests.inCharge;
  const secrets = { password, token, key: randomBytes(16).toString('hex') };
  const everything = { ...said, ...secrets };
  const query = new URLSearchParams({ q: said.words, dopo: said.place, ...everything }).toString();

  const operator = { email: town.emails.operator, password: PASSWORD };
  const signedIn = (await send('/ufficio/accesso?/signIn', { form: operator })).cookies.join('; ');

  const routes = await routesOfBuild();
  expect(routes.length).toBeGreaterThan(15);
  for (const route of routes) {
    // Each parameter once as it should be and once as a secret or a person's words in its place.
    for (const value of [reference, token, `${reference}.zzzzzzzz.${token}`, said.email, id, step ?? id]) {
      const path = pathOf(route, Object.fromEntries(route.params.map((name) => [name, value])));
      await send(`${path}?${query}`, { headers: { referer: `${town.url}/?${query}`, 'user-agent': said.name } });
      await send(path, { form: { ...everything, title: said.words, body: said.words, text: said.words } });
      await send(`${path}?${query}`, { cookie: signedIn });
      await send(path, { cookie: signedIn, form: { ...everything, text: said.words } });
      await send(path, {
        method: 'POST',
        headers: { origin: town.url, 'content-type': 'multipart/form-data; boundary=x' },
        cookie: `bozza=${token}; segui_${reference}=${token}`,
      });
    }
  }
  // A wrong password, a right one, and a link: what follows them is in the log, they are not.
  await send('/segui', { form: { reference, password: 'AAAA-BBBB-CCCC-DDDD', ...said } });
  await send('/segui', { form: { reference, password } });

  const logs = logsOf(world);
  const unasked = routes.filter(({ id: route }) => !logs.includes(`"route":"${route}"`));
  expect(unasked, 'routes of which no log tells').toEqual([]);
  const spread = password.replaceAll('-', '');
  for (const secret of [
    ...Object.values(everything),
    spread,
    'canarini',
    'AAAA-BBBB',
    said.phone.replaceAll(' ', ''),
  ]) {
    expect(logs.toLowerCase().includes(secret.toLowerCase()), `${secret} is in a log`).toBe(false);
  }
});

test('what the mails of the run carried stands in no log either', ({ world, site }) => {
  const logs = logsOf(world).toLowerCase();
  for (const town of site.towns) {
    const secrets = Object.values(town.requests).flatMap(({ password, token }) => [password, token]);
    for (const secret of [...secrets, ...Object.values(town.emails), 'maria.rossi@example.it', 'Maria Rossi']) {
      expect(logs.includes(secret.toLowerCase()), `${secret} is in a log`).toBe(false);
    }
  }
});
