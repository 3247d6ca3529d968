-- Where what everybody may see stands on the public map: a crossing of a grid of about 100 m, never the point itself.
set local lock_timeout = '5s';
set local statement_timeout = '5min';

alter table public_request
  add column latitude double precision,
  add column longitude double precision;

-- What is public already, by the rule of the program (public-point.ts).
update public_request p
  set latitude = round(r.latitude * 1000) / 1000, longitude = round(r.longitude * 1000) / 1000
  from request r
  where r.municipality_id = p.municipality_id and r.id = p.request_id and p.shown and p.place <> ''
    and r.latitude is not null and r.longitude is not null;

-- Only what is shown with a place has a point, and it is on the grid.
alter table public_request add constraint public_request_point_check check (
  case when latitude is null or longitude is null then latitude is null and longitude is null
  else shown and place <> '' and latitude = round(latitude * 1000) / 1000 and longitude = round(longitude * 1000) / 1000 end
) not valid;
alter table public_request validate constraint public_request_point_check;
