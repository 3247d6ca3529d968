import type { Actor } from '#lib/kernel/actor.ts';
import { mayOrganise, readsRatings } from '#lib/kernel/permissions.ts';
import { countDeskMail } from '#lib/mail/server/read-desk-mail.ts';
import { initialsOf } from '#lib/people/ui/initials.ts';
import { countWaiting } from '#lib/publication/server/read-review.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals: { root, person } }) => {
  if (!person) return { person: null, organises: false, toReview: null, readsRatings: false, mailWaits: null };
  const [toReview, mailWaits] = await Promise.all([countWaiting(root.web, person), deskMail(root, person)]);
  return {
    person: { name: person.name, initials: initialsOf(person.name), post: postWords(person) },
    organises: mayOrganise(person),
    /** Requests whose words or photos wait for the desk; null for who does not review. */
    toReview,
    readsRatings: readsRatings(person),
    /** Mails that wait for the desk; null for who does not read them, and while none waits where no mailbox is read. */
    mailWaits,
  };
};

async function deskMail({ settings, web }: App.Locals['root'], person: Actor): Promise<number | null> {
  const waiting = await countDeskMail(web, person);
  return waiting === 0 && settings.imapUrl === null ? null : waiting;
}

/** "Operatrice · Strade", of the post that was taken first. */
function postWords({ posts }: Extract<Actor, { kind: 'person' }>): string {
  const [post] = posts;
  return [post?.title, post?.unit].filter((part) => part != null).join(' · ');
}
