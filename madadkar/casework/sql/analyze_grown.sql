-- The planner's knowledge of the tables a roster is matched with, where many rows came since it last looked:
-- autovacuum looks a minute later, and a second roster brought within it would be matched by plans made for an empty
-- register. Definer, because only a table's owner may have it looked at. A table somebody else is looking at is let be.
create function casework_analyze_grown(came int) returns void language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  grown regclass;
begin
  for grown in
    select c.oid::regclass from pg_class c
      where c.oid = any (array['registry_person', 'registry_household', 'registry_membership', 'registry_residence',
                               'registry_phone', 'registry_bankaccount', 'casework_casefile', 'casework_coverage',
                               'casework_filestanding']::regclass[])
        and pg_stat_get_mod_since_analyze(c.oid) > came + greatest(c.reltuples, 0) / 2
  loop
    execute format('analyze (skip_locked) %s', grown);
  end loop;
end $$;
