-- Categories as a municipality's administrator keeps them, and danger: what cannot wait.

-- A municipality has some dozens of categories: they are looked through in a moment.
-- squawk-ignore-file constraint-missing-not-valid, adding-foreign-key-constraint
set local lock_timeout = '5s';
set local statement_timeout = '5min';

-- [{"name": "ASA, guasti acqua", "phone": "800 000 101", "purpose": {"it": …, "en": …, "de": …, "fr": …}}]; 112 stands before all of them
alter table municipality add column emergency_numbers json not null default '[]';

alter table category
  -- two levels: what has a parent is no parent itself
  add column parent_id uuid,
  -- {"it": ["buca", …], …}: words by which people find it
  add column keywords json not null default '{}',
  -- a list of the questions that it asks (src/lib/categories/question.ts). On the category itself, so that each edit is one
  -- version with its entry; what was answered is kept with the request in the words that were answered
  add column questions json not null default '[]',
  add column danger boolean not null default false,
  -- the term of what is a danger, also where only the citizen says that it is one
  add column danger_hours smallint not null default 4,
  add column on_call_id uuid,
  -- whether citizens read the name and telephone of the person on call
  add column on_call_public boolean not null default false,
  -- of its requests on the public list: none; category, place and state with free text after review; free text at once
  add column if not exists visibility text not null default 'reviewed',
  add column contact_optional boolean not null default false,
  add constraint category_parent_fkey foreign key (municipality_id, parent_id) references category (municipality_id, id),
  add constraint category_parent_check check (parent_id <> id),
  add constraint category_on_call_fkey foreign key (municipality_id, on_call_id) references person (municipality_id, id),
  add constraint category_danger_check check (danger_hours between 1 and 720);
-- The publication's migration brings the same, for a database that has it first.
do $$ begin
  if not exists (select from pg_constraint
    where conrelid = 'category'::regclass and conname = 'category_visibility_check') then
    alter table category add constraint category_visibility_check check (visibility in ('private', 'reviewed', 'public'));
  end if;
end $$;
-- squawk-ignore require-concurrent-index-creation
create index category_parent_idx on category (municipality_id, parent_id) where parent_id is not null;
-- squawk-ignore require-concurrent-index-creation
create index category_on_call_idx on category (municipality_id, on_call_id) where on_call_id is not null;

alter table request
  add column danger boolean not null default false,
  -- [{"question": …, "label": {…}, "values": […], "words": [{…}]}], as they were put and answered
  add column answers json not null default '[]';
-- Few and first: the inbox reads them before everything else.
-- No row is one yet: making it is one look at the table.
-- squawk-ignore require-concurrent-index-creation
create index request_danger_idx on request (municipality_id, due_at, id) where danger and state <> 'closed';
