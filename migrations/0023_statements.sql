-- The texts that a municipality wrote itself for its pages on privacy, accessibility and legal matters. Where it wrote none,
-- the pages hold those that come with the program.
set local lock_timeout = '5s';
set local statement_timeout = '5min';

create table statement (
  municipality_id smallint not null,
  id uuid not null,
  version int not null,
  page text not null,
  language text not null,
  -- Markdown; empty where somebody went back to the text of the program
  body text not null,
  written_at timestamptz not null,
  constraint statement_pkey primary key (municipality_id, id),
  constraint statement_page_key unique (municipality_id, page, language),
  constraint statement_trail_fkey foreign key (municipality_id, id, version)
    references trail_entry (municipality_id, subject_id, subject_version) deferrable initially deferred,
  constraint statement_page_check check (page in ('privacy', 'accessibility', 'legal')),
  constraint statement_language_check check (language in ('it', 'en', 'de', 'fr'))
);

grant select, insert, update on statement to insieme_web, insieme_worker;
