import type { Page } from '@playwright/test';
import AxeBuilder from '@axe-core/playwright';
import { baseLocale, locales } from '#lib/words/compiled/runtime.js';
import { expect, test } from '../test.ts';
import { withOwner } from './as-owner.ts';
import { routesOfBuild, type Route } from './routes-of-build.ts';
import { visitsOf, type Place, type Visit } from './visits.ts';

// Pages are looked at in Italian by the journeys, colours too. Here every page of a citizen's is opened on a narrow screen, and its
// forms are sent empty, in each of the other languages: what axe-core finds then is a word or a name that is missing there.
test.use({ viewport: { width: 320, height: 640 } });

/** Stands on every page, and leads to another language. */
const language = '/lingua';
/** Stands at the foot of every page: looked at on the first one. */
const rating = '/valuta';
const firstPage = '/(citizen)';

const spoken = locales.filter((locale) => locale !== baseLocale);

type Seen = { wrong: string[]; sent: number };

async function walk(page: Page, place: Place, route: Route, seen: Seen): Promise<void> {
  const pressed = new Set<string>();
  for (const open of visitsOf(route)) {
    let visit = await open(place);
    for (const locale of spoken) {
      await stand(page, place, visit, locale);
      await judge(page, locale, `GET ${visit.path}`, seen);
    }
    const buttons = await buttonsOf(page, route.id === firstPage ? [language] : [language, rating]);
    // What stands on the page in another state too is pressed once; the first button shows what that state asks more.
    const fresh = buttons.filter(({ action }, at) => at === 0 || !pressed.has(action));
    for (const button of fresh) {
      pressed.add(button.action);
      for (const locale of spoken) {
        await stand(page, place, visit, locale);
        const status = await sendEmpty(page, button);
        await judge(page, locale, `POST ${visit.path} ${button.action}`, seen);
        // Nothing of it had to be filled in: it is done now, and what comes next needs its page again.
        if (status < 400) visit = await open(place);
      }
      seen.sent++;
    }
  }
}

async function stand(page: Page, { town }: Place, { path, cookie, at = town }: Visit, locale: string): Promise<void> {
  await page.context().clearCookies();
  const pairs = cookie === '' ? [] : cookie.split('; ').map((pair) => pair.split('=', 2) as [string, string]);
  await page
    .context()
    .addCookies([...pairs, ['lang', locale] as const].map(([name, value]) => ({ name, value, url: at.url })));
  await page.goto(new URL(path, at.url).href);
}

type Button = { form: number; button: number; action: string };

/** Each button that sends a form to the server. */
function buttonsOf(page: Page, without: readonly string[]): Promise<Button[]> {
  return page.evaluate((left) => {
    return [...document.forms].flatMap((form, at) => {
      const buttons = [...form.elements].filter((element) => element instanceof HTMLButtonElement);
      return buttons
        .map((button, number) => ({
          form: at,
          button: number,
          action: button.getAttribute('formaction') ?? form.getAttribute('action') ?? '',
        }))
        .filter(({ action }) => form.method === 'post' && !left.some((path) => action.startsWith(path)));
    });
  }, without);
}

/** Presses the button of a form from which all is taken out that somebody could fill in, past the browser's own checks. */
async function sendEmpty(page: Page, { form, button }: Button): Promise<number> {
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  const shown = page.waitForEvent('load');
  await page.evaluate(
    ([of, at]) => {
      const sent = document.forms[of];
      if (!sent) throw new Error('the form is gone');
      const buttons = [...sent.elements].filter((element) => element instanceof HTMLButtonElement);
      for (const element of sent.elements) {
        if (element instanceof HTMLTextAreaElement) element.value = '';
        if (element instanceof HTMLInputElement && element.type !== 'hidden') {
          if (['radio', 'checkbox'].includes(element.type)) element.checked = false;
          else if (element.type !== 'submit') element.value = '';
        }
      }
      const pressed = buttons[at];
      if (pressed?.hasAttribute('formaction')) sent.action = pressed.formAction;
      if (pressed?.name) {
        const value = document.createElement('input');
        Object.assign(value, { type: 'hidden', name: pressed.name, value: pressed.value });
        sent.append(value);
      }
      HTMLFormElement.prototype.submit.call(sent);
    },
    [form, button] as const,
  );
  const [answer] = await Promise.all([answered, shown]);
  return answer.status();
}

/** The rules about what words and names tell; looks are the same in every language. */
const ofWords = ['cat.name-role-value', 'cat.text-alternatives', 'cat.forms', 'cat.language', 'cat.aria'];

async function judge(page: Page, locale: string, what: string, seen: Seen): Promise<void> {
  const lang = await page.locator('html').getAttribute('lang');
  if (lang !== locale) seen.wrong.push(`${what} speaks ${String(lang)}`);
  const overflow = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
  if (overflow > 0) seen.wrong.push(`${what} scrolls sideways in ${locale}`);
  const { violations } = await new AxeBuilder({ page }).withTags(ofWords).analyze();
  for (const { id, nodes } of violations)
    seen.wrong.push(`${what} ${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' ')}`);
}

test.describe.configure({ mode: 'parallel', timeout: 600_000 });

/** So that they share the time. */
const parts: Record<string, (route: string) => boolean> = {
  reporting: (route) => route.includes('/servizi/'),
  following: (route) => route.includes('/segui/[reference]'),
  'the rest': () => true,
};
const partOf = (route: string) => Object.keys(parts).find((part) => parts[part]?.(route));

for (const part of Object.keys(parts)) {
  test(`every form of a citizen's page, opened and sent empty, is whole and fits in ${spoken.join(', ')}: ${part}`, async ({
    page,
    world,
    site,
    town,
    other,
    makeRequest,
  }) => {
    const routes = (await routesOfBuild()).filter(
      ({ id, page: isPage }) => isPage && id.startsWith('/(citizen)') && partOf(id) === part,
    );
    const seen: Seen = { wrong: [], sent: 0 };
    await withOwner(site, async (owner) => {
      const place = { world, site, town, other, owner, makeRequest };
      for (const route of routes) await walk(page, place, route, seen);
    });
    expect(seen.wrong).toEqual([]);
    // Each action of each page is behind a button at least; that of the rating stands on the first page.
    expect(seen.sent).toBeGreaterThanOrEqual(routes.flatMap(({ actions }) => actions).length);
  });
}
