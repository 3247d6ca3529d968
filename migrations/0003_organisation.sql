-- Who works where, and what citizens may ask for: sectors, offices, people, posts, hamlets, categories.

create table sector (
  municipality_id smallint not null,
  id uuid not null,
  version int not null,
  name text not null,
  constraint sector_pkey primary key (municipality_id, id),
  constraint sector_trail_fkey foreign key (municipality_id, id, version)
    references trail_entry (municipality_id, subject_id, subject_version) deferrable initially deferred
);

create table office (
  municipality_id smallint not null,
  id uuid not null,
  version int not null,
  sector_id uuid not null,
  name text not null,
  phone text not null,
  hours text not null,
  mailbox text,
  -- one mail for each new request to the office's mailbox
  mailbox_notices boolean not null default true,
  practice boolean not null default false,
  constraint office_pkey primary key (municipality_id, id),
  constraint office_sector_fkey foreign key (municipality_id, sector_id) references sector (municipality_id, id),
  constraint office_trail_fkey foreign key (municipality_id, id, version)
    references trail_entry (municipality_id, subject_id, subject_version) deferrable initially deferred
);
create index office_sector_idx on office (municipality_id, sector_id);

create table person (
  municipality_id smallint not null,
  id uuid not null,
  version int not null,
  name text not null,
  email text not null,
  phone text,
  -- the installation's sign-in account, one for each person in each municipality
  account_id text,
  active boolean not null default true,
  constraint person_pkey primary key (municipality_id, id),
  constraint person_email_key unique (municipality_id, email),
  constraint person_account_key unique (municipality_id, account_id),
  constraint person_trail_fkey foreign key (municipality_id, id, version)
    references trail_entry (municipality_id, subject_id, subject_version) deferrable initially deferred
);

create table post (
  municipality_id smallint not null,
  id uuid not null,
  version int not null,
  person_id uuid not null,
  level text not null,
  -- held in an office, in a sector, or (both empty) in the whole municipality
  office_id uuid,
  sector_id uuid,
  title text not null,
  held_from date not null,
  held_until date,
  constraint post_pkey primary key (municipality_id, id),
  constraint post_person_fkey foreign key (municipality_id, person_id) references person (municipality_id, id),
  constraint post_office_fkey foreign key (municipality_id, office_id) references office (municipality_id, id),
  constraint post_sector_fkey foreign key (municipality_id, sector_id) references sector (municipality_id, id),
  constraint post_trail_fkey foreign key (municipality_id, id, version)
    references trail_entry (municipality_id, subject_id, subject_version) deferrable initially deferred,
  constraint post_level_check check (level in ('operator', 'head', 'manager', 'secretary', 'cabinet-member', 'mayor',
    'front-desk', 'council-member', 'administrator')),
  constraint post_reach_check check (office_id is null or sector_id is null)
);
create index post_person_idx on post (municipality_id, person_id);
create index post_office_idx on post (municipality_id, office_id);
create index post_sector_idx on post (municipality_id, sector_id);

create table hamlet (
  municipality_id smallint not null,
  id uuid not null,
  version int not null,
  name text not null,
  latitude double precision not null,
  longitude double precision not null,
  position smallint not null,
  constraint hamlet_pkey primary key (municipality_id, id),
  constraint hamlet_name_key unique (municipality_id, name),
  constraint hamlet_trail_fkey foreign key (municipality_id, id, version)
    references trail_entry (municipality_id, subject_id, subject_version) deferrable initially deferred
);

create table category (
  municipality_id smallint not null,
  id uuid not null,
  version int not null,
  -- the name in addresses and imports, never shown
  slug text not null,
  -- {"it": …, "en": …, "de": …, "fr": …}
  names json not null,
  hints json not null,
  icon text not null,
  office_id uuid not null,
  term_amount smallint not null,
  term_unit text not null,
  position smallint not null,
  active boolean not null default true,
  constraint category_pkey primary key (municipality_id, id),
  constraint category_slug_key unique (municipality_id, slug),
  constraint category_office_fkey foreign key (municipality_id, office_id) references office (municipality_id, id),
  constraint category_trail_fkey foreign key (municipality_id, id, version)
    references trail_entry (municipality_id, subject_id, subject_version) deferrable initially deferred,
  constraint category_term_check check (term_amount > 0 and term_unit in ('working-days', 'calendar-days', 'hours'))
);
create index category_office_idx on category (municipality_id, office_id);

grant select, insert, update on sector, office, person, post, hamlet, category to insieme_web, insieme_worker;
