-- A page of counted families, with what a reader knows a family by; the total stands in every row, and alone
-- in a row without an id when the page holds none.
, page as (
  select counted.*, h.code
  from counted join registry_household h on h.id = counted.household_id
  order by h.code, h.id limit %(limit)s offset %(offset)s
)
select (select count(*) from counted) as total, page.household_id as id, page.household_id, page.code,
       f.number as file_number, f.opened_on, p.first_name, p.last_name, p.father_name, page.head_sex as sex,
       page.area, page.field, page.state, page.coverage, page.is_on_pension, county.name as county,
       coalesce(place.name, residence.place_text) as place, office.name as office, centre.name as centre
from (select) always
left join page on true
left join casework_casefile f on f.id = page.file_id
left join registry_membership head on head.household_id = page.household_id and head.is_head
  and head.valid_from <= %(on)s and (head.valid_until is null or head.valid_until > %(on)s)
left join registry_person p on p.id = head.person_id
left join registry_residence residence on residence.household_id = page.household_id
  and residence.valid_from <= %(on)s and (residence.valid_until is null or residence.valid_until > %(on)s)
left join places_place place on place.id = residence.place_id
left join places_place county on county.id = page.county_id
left join organisations_office office on office.id = page.office_id
left join organisations_centre centre on centre.id = page.centre_id
order by page.code, page.household_id
