-- What a reader knows counted centres by, and how many files each walks with on %(on)s.
select c.id, c.code, c.name, c.neighbourhood, c.capacity, county.name as county, office.name as office,
       (select count(*) from casework_delegation d where d.centre_id = c.id
          and d.valid_from <= %(on)s and (d.valid_until is null or d.valid_until > %(on)s)) as files
from unnest(%(ids)s::bigint[]) as wanted (id)
join organisations_centre c on c.id = wanted.id
join organisations_office office on office.id = c.office_id
left join places_place place on place.id = c.place_id
left join places_place county on county.id = coalesce(place.county_id, place.id)
