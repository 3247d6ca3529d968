import { digestOfSecret } from '#lib/kernel/server/form-key.ts';

/**
 * Whose the photos are that wait for their findings: of this session and of the request on whose page they were sent, so
 * that they do not turn up on another one.
 */
export function sessionHolder(sessionToken: string | null, request: string): Buffer {
  return digestOfSecret(`${sessionToken ?? ''} ${request}`);
}
