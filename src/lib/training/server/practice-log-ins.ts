import type { SignIn } from '#lib/people/server/sign-in.ts';
import { practicePeople, type PracticePerson } from '../practice-people.ts';

/** Everybody's in a practice municipality, printed at start and offered on the sign-in page: it protects nothing. */
export const practicePassword = 'prova-prova-prova';

/** Accounts for those who are offered on the sign-in page, by e-mail; there already after a start that was killed. */
export async function openPracticeLogIns(signIn: SignIn): Promise<Map<string, string>> {
  const accounts = new Map<string, string>();
  for (const { email, name } of offeredPeople()) {
    accounts.set(email, await signIn.createAccount({ email, name, password: practicePassword }));
  }
  return accounts;
}

/** One at each level, in the order of the sign-in page. */
export function offeredPeople(): PracticePerson[] {
  return Object.values<PracticePerson>(practicePeople).filter((person) => person.login !== null);
}

/** For the terminal, in the words of the town's people: who can sign in, and how. */
export function practiceWelcome(): string[] {
  const people = offeredPeople().map(({ email, title }) => `  ${email.padEnd(38)} ${title}`);
  return [
    'Comune di prova: si entra da /ufficio con un clic, oppure con',
    ...people,
    `  password: ${practicePassword}`,
  ];
}
