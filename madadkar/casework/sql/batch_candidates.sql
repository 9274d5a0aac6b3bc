-- The files of these families that may be handed over: at work that day, and none of the services asked for is with
-- a centre already. Each with where its family lives (as exactly as is known) and what a preview sees of it.
select f.id, f.household_id, f.agency_id, f.office_id, s.id, r.id, coalesce(place.code, county.code, '')
  from unnest(%(ids)s::bigint[]) as asked (household_id)
  join casework_casefile f on f.household_id = asked.household_id
  join casework_filestanding s on s.case_file_id = f.id and s.state = any (%(at_work)s)
    and s.valid_from <= %(on)s and (s.valid_until is null or s.valid_until > %(on)s)
  left join registry_residence r on r.household_id = f.household_id
    and r.valid_from <= %(on)s and (r.valid_until is null or r.valid_until > %(on)s)
  left join places_place place on place.id = r.place_id
  left join places_place county on county.id = r.county_id
  where not exists (
    select from casework_delegation d
      where d.case_file_id = f.id and (d.valid_until is null or d.valid_until > %(on)s)
        and (d.services = '{}' or %(services)s::smallint[] = '{}' or d.services && %(services)s::smallint[]))
  order by f.id
  limit %(most)s
