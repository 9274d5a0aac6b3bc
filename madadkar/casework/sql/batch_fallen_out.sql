-- What changed since the preview was seen falls out of it, and says why.
update casework_batchline l set outcome = fallen.why
  from (
    select one.id,
           case when not centre.is_at_work then 'centre_closed'
                when standing.id is distinct from one.seen_standing_id then 'file_changed'
                when home.id is distinct from one.seen_residence_id then 'home_changed'
                when taken.id is not null then 'delegated'
           end as why
      from casework_batchline one
      join (
        select c.id, (c.licence_until is null or c.licence_until > %(on)s) and exists (
                 select from organisations_centrestanding s
                   where s.centre_id = c.id and s.standing = 'active' and s.valid_from <= %(on)s
                     and (s.valid_until is null or s.valid_until > %(on)s)) as is_at_work
          from organisations_centre c) centre on centre.id = one.centre_id
      left join casework_filestanding standing on standing.case_file_id = one.case_file_id
        and standing.valid_from <= %(on)s and (standing.valid_until is null or standing.valid_until > %(on)s)
      left join registry_residence home on home.household_id = one.household_id
        and home.valid_from <= %(on)s and (home.valid_until is null or home.valid_until > %(on)s)
      left join lateral (
        select d.id from casework_delegation d
          where d.case_file_id = one.case_file_id and (d.valid_until is null or d.valid_until > %(on)s)
            and (d.services = '{}' or %(services)s::smallint[] = '{}' or d.services && %(services)s::smallint[])
          limit 1) taken on true
      where one.batch_id = %(batch)s and one.outcome = '') fallen
  where l.id = fallen.id and fallen.why is not null
