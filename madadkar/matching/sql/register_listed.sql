-- Who of a register is read: everybody, or (`only`) those whom an increment reads, their households whole.
create temp table matching_listed on commit drop as
with chosen as (
  select p.id, m.household_id from registry_person p
    left join registry_membership m on m.person_id = p.id and m.office_id = any (%(offices)s)
      and m.valid_from <= %(on)s and (m.valid_until is null or m.valid_until > %(on)s)
    where p.office_id = any (%(offices)s) and p.merged_into_id is null and not p.id = any (%(without)s)
      and (%(only)s::bigint[] is null or p.id = any (%(only)s) or m.household_id in (
        select household_id from registry_membership where person_id = any (%(only)s)
          and valid_from <= %(on)s and (valid_until is null or valid_until > %(on)s))))
select id, household_id from chosen;
analyze matching_listed;
