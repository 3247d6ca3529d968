import { PASSWORD, type Site, type WorldTown } from '../world/world.ts';
import { senderOf } from './send.ts';

const cookies = new Map<string, Promise<string>>();

/** The cookies of somebody of the town, signed in once for all tests of this process. */
export function cookieOf(site: Site, town: WorldTown, who: keyof WorldTown['emails']): Promise<string> {
  const of = `${town.url} ${who}`;
  const known = cookies.get(of) ?? signIn(site, town, town.emails[who]);
  cookies.set(of, known);
  return known;
}

/** A session of its own. */
export async function signIn(site: Site, town: WorldTown, email: string): Promise<string> {
  const form = { email, password: PASSWORD };
  const answer = await senderOf(site, town)('/ufficio/accesso?/signIn', { form });
  if (answer.status !== 303) throw new Error(`${email} cannot sign in: ${String(answer.status)}`);
  return answer.cookies.join('; ');
}
