import type { Level } from '#lib/kernel/actor.ts';
import type { RequestId, StepId } from '#lib/kernel/ids.ts';

/** What runs during the browser tests, as plain data: the tests are other processes than the world. */
export type World = {
  /** Two web processes and a worker behind one address: each request goes to the other process. */
  many: Site;
  /** The one process that a user starts, on a database of its own. */
  single: Site;
  /** What a user sees after the first `npm start`. */
  practice: PracticeSite;
  /** Where the mail server tells what it received. */
  mailbox: string;
  /** A server that delivers to the mailbox `SITE@localhost`, which that site reads over IMAP. */
  replies: string;
  /** Where requests can be ordered, see `makeRequest`. */
  maker: string;
  /** The programs' output, a file each. */
  logs: string;
};

export type Site = {
  name: 'many' | 'single';
  port: number;
  /** Process ids by name: web-1, web-2, worker, single. */
  processes: Record<string, number>;
  /** The owner's. */
  databaseUrl: string;
  /** The second one's numbers begin at 50001: none of its references is one of the first. It is a practice municipality. */
  towns: [WorldTown, WorldTown];
};

export type PracticeSite = Pick<Site, 'processes' | 'databaseUrl'> & { url: string };

export type WorldTown = {
  number: number;
  name: string;
  url: string;
  host: string;
  hamlet: string;
  category: string;
  /** Who can sign in, with `PASSWORD`: one at each level, and an operator of the other office. */
  emails: Record<Level | 'gardener', string>;
  requests: Record<'received' | 'inCharge' | 'closed', WorldRequest>;
};

export type WorldRequest = {
  id: RequestId;
  reference: string;
  password: string;
  /** Of the link in mails. */
  token: string;
  title: string;
  version: number;
  /** Of the planned inspection, where there is one. */
  step: StepId | null;
};

/** A request of the office of roads or of the one of greenery, brought as far as wanted by that office's operator. */
export type Wanted = {
  site: Site['name'];
  town: 0 | 1;
  office: 'roads' | 'green';
  state: 'received' | 'in-charge' | 'inspection' | 'question' | 'closed';
  title?: string;
  point?: { latitude: number; longitude: number };
};

export const PASSWORD = 'quattro-gatti-sul-molo';
