-- What my day says of each family: its head, file and where it lives, with the district and the codes a round is
-- ordered by. Parameters: ids, on. Row-level security leaves out what the reader may not see.
select h.id, coalesce(f.id, 0), coalesce(f.number, ''), coalesce(nullif(concat_ws(' ', p.first_name, p.last_name), ''), h.code),
       coalesce(place.name, r.place_text, ''), coalesce(place.code, ''),
       coalesce(d1.name, d2.name, county.name, ''), coalesce(d1.code, d2.code, county.code, '')
from registry_household h
left join casework_casefile f on f.household_id = h.id
left join registry_membership m on m.household_id = h.id and m.is_head
  and m.valid_from <= %(on)s and (m.valid_until is null or m.valid_until > %(on)s)
left join registry_person p on p.id = m.person_id
left join registry_residence r on r.household_id = h.id
  and r.valid_from <= %(on)s and (r.valid_until is null or r.valid_until > %(on)s)
left join places_place place on place.id = r.place_id
left join places_place county on county.id = r.county_id
left join places_place above on above.id = place.parent_id
left join places_place higher on higher.id = above.parent_id
left join places_place d1 on d1.id = above.id and d1.level = 'district'
left join places_place d2 on d2.id = higher.id and d2.level = 'district'
where h.id = any (%(ids)s)
