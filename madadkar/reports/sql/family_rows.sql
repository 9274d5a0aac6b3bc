-- What a reader knows counted families by, as of %(on)s.
select h.id, h.code, f.number as file_number, f.opened_on, p.first_name, p.last_name, p.father_name,
       county.name as county, coalesce(place.name, residence.place_text) as place, office.name as office,
       centre.name as centre
from unnest(%(ids)s::bigint[]) as wanted (id)
join registry_household h on h.id = wanted.id
join casework_casefile f on f.household_id = h.id
join organisations_office office on office.id = h.office_id
left join registry_membership head on head.household_id = h.id and head.is_head
  and head.valid_from <= %(on)s and (head.valid_until is null or head.valid_until > %(on)s)
left join registry_person p on p.id = head.person_id
left join registry_residence residence on residence.household_id = h.id
  and residence.valid_from <= %(on)s and (residence.valid_until is null or residence.valid_until > %(on)s)
left join places_place place on place.id = residence.place_id
left join places_place county on county.id = residence.county_id
left join lateral (
  select string_agg(c.name, '، ' order by c.name) as name
    from casework_delegation d join organisations_centre c on c.id = d.centre_id
    where d.case_file_id = f.id and d.valid_from <= %(on)s and (d.valid_until is null or d.valid_until > %(on)s)
) centre on true
