-- What each centre gets of a delegation of many, beside what it walks with otherwise.
with line as (
  select centre_id, count(*) as files from casework_batchline
    where batch_id = %(batch)s and outcome = '' group by centre_id
),
given as (
  select centre_id, count(*) filter (where batch_id is distinct from %(batch)s) as load,
         count(*) filter (where batch_id = %(batch)s and step = 'sent') as not_received,
         count(*) filter (where batch_id = %(batch)s and valid_until is not null) as ended
    from casework_delegation where valid_until is null or batch_id = %(batch)s group by centre_id
)
select c.id, c.name, coalesce(county.name, place.name, ''), c.capacity, coalesce(given.load, 0), line.files,
       coalesce(given.not_received, 0), coalesce(given.ended, 0)
  from line
  join organisations_centre c on c.id = line.centre_id
  left join places_place place on place.id = c.place_id
  left join places_place county on county.id = place.county_id
  left join given on given.centre_id = line.centre_id
  order by line.files desc, c.name, c.id
