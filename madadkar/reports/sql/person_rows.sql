-- A page of counted persons, with what a reader knows a person by; the total stands in every row, and alone
-- in a row without an id when the page holds none.
, page as (
  select counted.*, p.first_name, p.last_name, p.father_name, p.birth_on, p.birth_precision, p.sort_key
  from counted join registry_person p on p.id = counted.person_id
  order by p.sort_key, p.id limit %(limit)s offset %(offset)s
)
select (select count(*) from counted) as total, page.person_id as id, page.household_id, h.code,
       page.first_name, page.last_name, page.father_name, page.birth_on, page.birth_precision, page.sex,
       page.area, page.field, page.state, page.coverage, county.name as county,
       coalesce(place.name, residence.place_text) as place, office.name as office, centre.name as centre
from (select) always
left join page on true
left join registry_household h on h.id = page.household_id
left join registry_residence residence on residence.household_id = page.household_id
  and residence.valid_from <= %(on)s and (residence.valid_until is null or residence.valid_until > %(on)s)
left join places_place place on place.id = residence.place_id
left join places_place county on county.id = page.county_id
left join organisations_office office on office.id = page.office_id
left join organisations_centre centre on centre.id = page.centre_id
order by page.sort_key, page.person_id
