-- What a reader knows counted workers of centres by, and how many files their centre walks with on %(on)s.
select s.id, s.full_name, c.id as centre_id, c.name as centre, office.name as office,
       (select count(distinct d.case_file_id) from casework_delegation d where d.centre_id = c.id
          and d.valid_from <= %(on)s and (d.valid_until is null or d.valid_until > %(on)s)) as files
from unnest(%(ids)s::bigint[]) as wanted (id)
join organisations_staff s on s.id = wanted.id
join lateral (
  select centre_id from organisations_post where staff_id = s.id and role = 'centre_worker'
    and valid_from <= %(on)s and (valid_until is null or valid_until > %(on)s)
  order by id limit 1
) post on true
join organisations_centre c on c.id = post.centre_id
join organisations_office office on office.id = c.office_id
