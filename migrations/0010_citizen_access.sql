-- The author, also of a business; which mails they want; their address refused or about to change.
set local lock_timeout = '10s';
set local statement_timeout = '30min';

alter table request
  -- on whose behalf the author writes, with the address of certified mail that it is answered at
  add column author_business text,
  add column author_vat text,
  add column author_pec text,
  -- which mails the author wants: of every step, the important ones, or only of the end
  add column notices text not null default 'all',
  -- since when whoever reads the address has said that it is somebody else's: no mail goes to it
  add column address_refused_at timestamptz,
  -- a change of the address that waits for both to confirm it
  add column new_address text,
  add column new_address_at timestamptz,
  add column new_address_old_ok boolean not null default false,
  add column new_address_new_ok boolean not null default false,
  add constraint request_notices_check check (notices in ('all', 'important', 'end')) not valid,
  add constraint request_business_check check ((author_business is null) = (author_vat is null)) not valid,
  add constraint request_new_address_check check ((new_address is null) = (new_address_at is null)) not valid;

-- A business is looked for by its name and its number too. A generated column's expression cannot be changed before
-- PostgreSQL 17, so it is made anew, in the one transaction.
-- squawk-ignore ban-drop-column
alter table request drop column search;
-- squawk-ignore adding-field-with-default
alter table request add column search tsvector generated always as (to_tsvector('simple', translate(lower(
    title || ' ' || place || ' ' || author_name || ' ' || coalesce(author_phone, '') || ' '
      || coalesce(author_email, '') || ' ' || coalesce(author_business, '') || ' ' || coalesce(author_vat, '') || ' '
      || coalesce(author_pec, '') || ' ' || body),
    'àáâãäåèéêëìíîïòóôõöùúûüçñ@.-_''’/+:', 'aaaaaaeeeeiiiiooooouuuucn         '))) stored;
-- squawk-ignore require-concurrent-index-creation
create index request_search_idx on request using gin (search);

-- The address that somebody wants from now on is asked by a mail of its own.
alter table mail drop constraint mail_recipient_check;
alter table mail add constraint mail_recipient_check check (recipient in ('citizen', 'office', 'new-address')) not valid;
