import { citizenLimits } from '#lib/requests/citizen-limits.ts';
import { linkLife } from '#lib/requests/access.ts';

/** So long an address may say yes; then it is forgotten. */
export const timeToConfirm = linkLife;

/** A closed request may be opened again for so long, and whoever watches it is told; then the address is forgotten. */
export const keptAfterClosing = Temporal.Duration.from({ hours: 24 * (citizenLimits.reopenDays + 1) });

/** The same mailbox, however its owner writes it: no mail server in use tells capitals apart. */
export function sameMailbox(email: string): string {
  return email.toLowerCase();
}
