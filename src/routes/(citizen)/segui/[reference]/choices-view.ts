import type { Notices } from '#lib/requests/access.ts';
import { mailAddressOf } from '#lib/requests/author-fields.ts';
import type { RequestView } from '#lib/requests/server/read-request.ts';
import * as m from '#lib/words/compiled/messages.js';

export type ChoicesView = {
  who: { term: string; value: string }[];
  address: string | null;
  refused: boolean;
  notices: Notices;
};

/** What the foot of the request's page shows of its author and of their choices. */
export function choicesOf({ author, addressRefusedAt, notices }: RequestView): ChoicesView {
  const { business } = author;
  const lines = [
    { term: m.report_business(), value: business?.name },
    { term: m.report_vat(), value: business?.vat },
    { term: m.report_pec(), value: business?.pec },
    { term: m.report_name(), value: author.name },
    { term: m.report_email(), value: author.email },
    { term: m.report_phone(), value: author.phone },
  ];
  return {
    who: lines.flatMap(({ term, value }) => (value ? [{ term, value }] : [])),
    address: mailAddressOf(author),
    refused: addressRefusedAt !== null,
    notices,
  };
}
