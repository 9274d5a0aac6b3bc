-- A page of counted centres, with how many files each walks with that day; the total stands in every row, and
-- alone in a row without an id when the page holds none.
, page as (
  select counted.*, c.code, c.name, c.neighbourhood, c.capacity, c.search_key
  from counted join organisations_centre c on c.id = counted.centre_id
  order by c.search_key, c.id limit %(limit)s offset %(offset)s
)
select (select count(*) from counted) as total, page.centre_id as id, page.code, page.name, page.kind,
       page.neighbourhood, page.capacity, county.name as county, office.name as office,
       coalesce(delegated.files, 0) as files
from (select) always
left join page on true
left join places_place county on county.id = page.county_id
left join organisations_office office on office.id = page.office_id
left join (select centre_id, count(*) as files from family where centre_id is not null group by 1) delegated
  on delegated.centre_id = page.centre_id
order by page.search_key, page.centre_id
