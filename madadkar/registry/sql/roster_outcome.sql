-- Every row with what becomes of it; whoever is new has their number from now on.
-- `columns`, `slots` and `read` are those of rosters.fields.COLUMNS.
insert into registry_rosterrow (roster_import_id, office_id, sheet, row_number, cells, findings, outcome, person_id,
                                household_id, resembles, likeness, probability, differences, decision, is_committed, is_leader, {columns})
select %(import)s, %(office)s, o.sheet, o.row_number, coalesce(o.cells, ''), o.findings || o.doubts, o.outcome,
       case when o.outcome = 'new' then nextval('registry_person_id_seq') else o.known_person_id end,
       o.household_id, o.resembles, o.likeness, o.probability, o.differences, coalesce(o.decision, ''), false, o.is_leader, {slots}
from (
  select rr.sheet, rr.row_number, rr.cells, rr.findings, rr.decision, l.place is not null as is_leader, {read},
         k.person_id as known_person_id, b.household_id,
         coalesce(dd.doubts, '{}') as doubts, dd.resembles, lk.probability,
         case when lk.likeness is not null or was.likeness is not null
              then coalesce(was.likeness, '{}') || coalesce(lk.likeness, '{}') end as likeness, df.differences,
         case when rr.outcome is not null then rr.outcome
              when dd.place is not null then 'waiting'
              when k.place is null then 'new'
              when df.place is not null then 'updated'
              else 'unchanged' end as outcome
    from roster_read rr
    left join roster_known_person k on k.place = rr.place
    left join roster_leader l on l.place = rr.place
    left join roster_household b on b.code = rr.code and rr.outcome is null
    left join (select place, array_agg(distinct code || '::') as doubts,
                      jsonb_agg(distinct person_id) filter (where person_id is not null) as resembles
                 from roster_doubt group by place) dd on dd.place = rr.place
    left join (select place, max(probability) as probability, jsonb_object_agg(person_id::text,
                      jsonb_build_object('probability', probability, 'levels', levels)) as likeness
                 from roster_likely group by place) lk on lk.place = rr.place
    left join roster_likeness was on was.sheet = rr.sheet and was.row_number = rr.row_number
      and rr.decision like 'different:%%'
    left join (select place, jsonb_agg(jsonb_build_array(field, coalesce(before, ''), coalesce(after, '')) order by field)
                        as differences from roster_difference group by place) df on df.place = rr.place
    where not exists (select from registry_rosterrow kept
                      where kept.roster_import_id = %(import)s and kept.sheet = rr.sheet
                        and kept.row_number = rr.row_number)
) o;
