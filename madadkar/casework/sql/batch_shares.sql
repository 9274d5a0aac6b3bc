-- What each centre gets of a delegation of many, beside what it walks with otherwise.
with line as (
  select centre_id, count(*) as files from casework_batchline
    where batch_id = %(batch)s and outcome = '' group by centre_id
),
given as (
  select centre_id, count(*) filter (where step = 'sent') as not_received,
         count(*) filter (where valid_until is not null) as ended
    from casework_delegation where batch_id = %(batch)s group by centre_id
),
load as (
  select centre_id, count(*) as files from casework_delegation
    where valid_until is null and batch_id is distinct from %(batch)s
      and centre_id in (select centre_id from line)
    group by centre_id
)
select c.id, c.name, coalesce(county.name, place.name, ''), c.capacity, coalesce(load.files, 0), line.files,
       coalesce(given.not_received, 0), coalesce(given.ended, 0)
  from line
  join organisations_centre c on c.id = line.centre_id
  left join places_place place on place.id = c.place_id
  left join places_place county on county.id = place.county_id
  left join given on given.centre_id = line.centre_id
  left join load on load.centre_id = line.centre_id
  order by line.files desc, c.name, c.id
