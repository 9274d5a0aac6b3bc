-- What a reader knows counted persons by, as of %(on)s.
select p.id, p.first_name, p.last_name, p.father_name, p.birth_on, p.birth_precision, h.code,
       county.name as county, coalesce(place.name, residence.place_text) as place, office.name as office
from unnest(%(ids)s::bigint[]) as wanted (id)
join registry_person p on p.id = wanted.id
join registry_membership m on m.person_id = p.id
  and m.valid_from <= %(on)s and (m.valid_until is null or m.valid_until > %(on)s)
join registry_household h on h.id = m.household_id
join organisations_office office on office.id = h.office_id
left join registry_residence residence on residence.household_id = h.id
  and residence.valid_from <= %(on)s and (residence.valid_until is null or residence.valid_until > %(on)s)
left join places_place place on place.id = residence.place_id
left join places_place county on county.id = residence.county_id
