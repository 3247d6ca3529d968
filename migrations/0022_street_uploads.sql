-- Files of the register of streets that an administrator sends, kept until a worker has read them.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table street_import
  -- which municipality's rows are taken from a file of a whole region; empty: the file is of one
  add column cadastral_code text,
  -- how often somebody began to read it: who began before has lost it to who began last
  add column turn smallint not null default 0,
  -- whether its bytes still lie in the file store
  add column stored boolean not null default false;
