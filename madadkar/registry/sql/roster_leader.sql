-- One row speaks for its household: the head's, else the first one that does not wait. (Two codes may mean one
-- household, when two were merged.)
create temp table roster_leader on commit drop as
select distinct on (coalesce(k.id::text, r.code)) r.code, r.place, k.id as household_id from roster_ready r
  left join roster_known_household k on k.code = r.code
  where not exists (select from roster_doubt d where d.place = r.place)
  order by coalesce(k.id::text, r.code), r.is_head desc nulls last, r.place;
create index on roster_leader (place);
analyze roster_leader;
