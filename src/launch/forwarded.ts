import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIP, isIPv6 } from 'node:net';

/** What a request came from and over; a header counts only when a trusted proxy wrote it. */
export interface Origin {
  protocol: 'http' | 'https';
  address: string;
}

export type Trust = (address: string) => boolean;

/** From addresses and networks in CIDR form. */
export function trust(proxies: readonly string[]): Trust {
  const list = new BlockList();
  for (const proxy of proxies) {
    const [address = '', bits] = proxy.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/**
 * A proxy appends whom it heard from, so the list is read from the right: the first address that is no proxy of ours
 * is the caller; what stands left of it the caller may have invented.
 */
export function originOf(headers: IncomingHttpHeaders, peer: string, encrypted: boolean, trusted: Trust): Origin {
  const own: Origin = { protocol: encrypted ? 'https' : 'http', address: plain(peer) };
  if (!trusted(own.address)) return own;

  const protocol = lastOf(headers['x-forwarded-proto'])?.toLowerCase();
  const chain = listOf(headers['x-forwarded-for']).map(plain);
  const caller = chain.findLast((address) => !trusted(address));
  return {
    protocol: protocol === 'https' || protocol === 'http' ? protocol : own.protocol,
    address: caller !== undefined && isIP(caller) > 0 ? caller : own.address,
  };
}

/** Name or address with an optional port, and nothing that would change what an address built from it means. */
export function isSaneHost(host: string | undefined): host is string {
  return host !== undefined && host.length <= 255 && /^(?:[a-z0-9_.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i.test(host);
}

function listOf(header: string | string[] | undefined): string[] {
  return [header ?? []]
    .flat()
    .flatMap((line) => line.split(','))
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function lastOf(header: string | string[] | undefined): string | undefined {
  return listOf(header).at(-1);
}

/** An IPv4 caller on a socket of both families. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}
