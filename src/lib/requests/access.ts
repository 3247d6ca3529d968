/** Which mails an author wants: of every step, the important ones, or only of the end. The last one always comes. */
export const noticeChoices = ['all', 'important', 'end'] as const;
export type Notices = (typeof noticeChoices)[number];

/** A change of address waits as long for both to confirm it; the link for a new password holds as long. */
export const linkLife = Temporal.Duration.from({ hours: 24 });

/** How long after a mail its reader may say that they are somebody else. */
export const notMeLife = Temporal.Duration.from({ hours: 24 * 90 });

/** An address that waits to be confirmed, as a request keeps it. */
export type NewAddress = {
  address: string;
  askedAt: Temporal.Instant;
  oldConfirmed: boolean;
  newConfirmed: boolean;
};

export function isWaiting({ askedAt }: NewAddress, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(now, askedAt.add(linkLife)) < 0;
}
