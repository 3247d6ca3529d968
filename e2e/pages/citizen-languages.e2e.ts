import { reportAsCitizen, tryPassword } from '../citizen.ts';
import { mailAbout } from '../mails.ts';
import { expect, test } from '../test.ts';
import { wordsOf } from '../words.ts';

// The Italian one is the story's.
for (const locale of ['en', 'de', 'fr']) {
  test.describe(locale, () => {
    test.use({ locale });

    test('a citizen reports, gets the mail and follows in their language', async ({ page, town, world, look }, {
      project,
    }) => {
      test.setTimeout(600_000);
      const say = wordsOf(locale);
      const title = `Riva ${locale} (${project.name})`;
      const email = `john.${locale}.${project.name}@example.org`;
      const inLanguage: typeof look = (shown, name) => look(shown, `${name}-${locale}`);

      const kept = await reportAsCitizen(page, town, say, { title, name: 'John Doe', email }, inLanguage);
      await expect(page.locator('html')).toHaveAttribute('lang', locale);

      const mail = await mailAbout(world, email, kept.reference);
      expect(mail.headers['content-language']).toBe(locale);
      const subject = say('mail_confirmation_subject').replace('{title}', title).replace('{reference}', kept.reference);
      expect(mail.subject).toBe(subject);

      await tryPassword(page, say, { ...kept, password: 'AAAA-BBBB-CCCC-DDDD' });
      await expect(page.getByRole('alert')).toBeVisible();
      await inLanguage(page, 'follow-wrong');
      await tryPassword(page, say, kept);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
      await expect(page.getByRole('heading', { name: say('follow_did_received') })).toBeVisible();
      await inLanguage(page, 'follow');
    });
  });
}
