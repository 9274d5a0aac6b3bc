-- The files of a delegation of many by the county their families lived in when it was previewed.
select coalesce(county.name, ''), count(*) filter (where l.outcome = ''),
       count(distinct l.centre_id) filter (where l.outcome = ''), count(*) filter (where l.outcome = 'no_room')
  from casework_batchline l
  left join registry_residence r on r.id = l.seen_residence_id
  left join places_place county on county.id = r.county_id
  where l.batch_id = %(batch)s
  group by county.name
  order by 2 desc, 1
