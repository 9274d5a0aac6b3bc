-- Places whose code is not known yet, from the drafts copied beside them; parents, county and province by code.
insert into places_place (id, code, level, name, official_name, search_key, sort_key, area,
                          parent_id, county_id, province_id)
select d.id, d.code, d.level, d.name, d.official_name, d.search_key, d.sort_key, d.area,
       parent.id, county.id, province.id
from place_draft d
left join place_draft parent on parent.code = d.parent_code
left join place_draft county on county.code = d.county_code
left join place_draft province on province.code = d.province_code
where d.is_new
order by d.id
