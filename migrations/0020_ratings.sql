-- What visitors think of a page or a service: stars, and if they like a reason and a few words. Of nobody in particular, so
-- without an entry in the trail.
set local lock_timeout = '5s';
set local statement_timeout = '5min';

create table rating (
  municipality_id smallint not null,
  id uuid not null,
  -- what was rated, by its name in src/lib/ratings/rating.ts
  thing text not null,
  stars smallint not null,
  aspect text,
  details text not null default '',
  given_at timestamptz not null,
  -- once the second questions were answered, or left
  completed_at timestamptz,
  constraint rating_pkey primary key (municipality_id, id),
  constraint rating_municipality_fkey foreign key (municipality_id) references municipality (municipality_id),
  constraint rating_stars_check check (stars between 1 and 5),
  constraint rating_aspect_check check (aspect in ('clear', 'complete', 'on-the-way', 'technical', 'other'))
);
create index rating_given_idx on rating (municipality_id, given_at desc, id desc);

grant select, insert on rating to insieme_web;
grant update (aspect, details, completed_at) on rating to insieme_web;
