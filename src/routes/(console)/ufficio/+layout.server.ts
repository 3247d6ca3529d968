import type { Actor } from '#lib/kernel/actor.ts';
import { initialsOf } from '#lib/people/ui/initials.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals: { person } }) => ({
  person: person && { name: person.name, initials: initialsOf(person.name), post: postWords(person) },
});

/** "Operatrice · Strade", of the post that was taken first. */
function postWords({ posts }: Extract<Actor, { kind: 'person' }>): string {
  const [post] = posts;
  return [post?.title, post?.unit].filter((part) => part != null).join(' · ');
}
