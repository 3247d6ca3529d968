-- Group roles carry the rights; start makes the log-ins that are members of them. Roles belong to the whole server,
-- so another database of it may be making them at this very moment.
do $$
declare
  wanted text;
begin
  foreach wanted in array array['insieme_web', 'insieme_worker'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      begin
        execute format('create role %I nologin', wanted);
      exception
        when duplicate_object or unique_violation then null;
      end;
    end if;
  end loop;
end
$$;

grant usage on schema public to insieme_web, insieme_worker;

-- One row for each key that requests were made with. The check value tells the right key from a wrong one and says
-- nothing about it: HMAC-SHA-256(key, 'insieme key check').
create table installation_key (
  id text not null,
  check_value bytea not null,
  made_at timestamptz not null default now(),
  constraint installation_key_pkey primary key (id),
  constraint installation_key_check_value check (octet_length(check_value) = 32)
);

grant select on installation_key to insieme_web, insieme_worker;
