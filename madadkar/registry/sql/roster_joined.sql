-- A household code that is new here may still mean a known family: a person said of one of its rows, now or in an
-- earlier roster of these offices, that it is somebody who lives in that family. Who heads a household in the roster
-- and is a member here begins a household of their own.
insert into roster_known_household (code, id, office_id)
with said as (
  select r.code, m.household_id, r.is_head from roster_ready r
    join registry_membership m on m.person_id = r.same_person_id and m.valid_until is null
    where r.decision like 'joins:%%' and (m.is_head or not coalesce(r.is_head, false))
  union all
  select w.household_code, w.household_id, w.is_head from registry_rosterrow w
    join registry_rosterimport i on i.id = w.roster_import_id and i.commits <> '[]'
    where w.office_id = any (%(lineage)s) and w.decision like 'joins:%%' and w.household_id is not null
      and w.household_code in (select code from roster_ready where code is not null)
      and (w.is_committed or (i.state = 'committed' and w.outcome in ('updated', 'unchanged')))),
living as (
  select s.code, h.id, h.office_id, s.is_head from said s join registry_household own on own.id = s.household_id
    join registry_household h on h.id = coalesce(
      (select into_it.merged_into_id from registry_household into_it where into_it.id = own.merged_into_id),
      own.merged_into_id, own.id)
    where not exists (select from roster_known_household k where k.code = s.code))
select distinct on (code) code, id, office_id
  from (select code, id, office_id, count(*) as rows, bool_or(is_head) as has_head from living group by 1, 2, 3) told
  order by code, rows desc, has_head desc nulls last, id;
