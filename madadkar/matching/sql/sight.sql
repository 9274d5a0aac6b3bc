-- Who is hidden from the reader (discreet support) is known two storeys up, by the room of case files; where it
-- is not there, nobody is hidden. Asked once a statement.
create function matching_hidden_person_ids() returns bigint[] language plpgsql stable
  security definer set search_path = public, pg_temp as $$
declare
  hidden bigint[] := '{}';
begin
  if to_regprocedure('app_hidden_person_ids()') is not null then
    execute 'select app_hidden_person_ids()' into hidden;
  end if;
  return hidden;
end $$;

-- Who is kept out of every comparison with another agency, whoever asks: nobody, until the room of case files says.
create function matching_withheld_person_ids(on_day date) returns bigint[] language sql stable as
  $$ select '{}'::bigint[] $$;

-- A row of two sides is seen by an office of either; a centre's people see none.
do $$
declare
  named text;
  ours constant text := '(left_office_id = any ((select app_office_ids())::bigint[])'
    ' or right_office_id = any ((select app_office_ids())::bigint[]))';
begin
  foreach named in array array['matching_run', 'matching_pair', 'matching_link'] loop
    execute format('alter table %I enable row level security', named);
    execute format('create policy in_sight on %I using (%s and (select app_centre_id() is null)) with check (%s)',
                   named, ours, ours);
    execute format('alter table %I'
      ' add constraint %s_left_of_the_same_agency foreign key (left_office_id, left_agency_id)'
      '   references organisations_office (id, agency_id) deferrable,'
      ' add constraint %s_right_of_the_same_agency foreign key (right_office_id, right_agency_id)'
      '   references organisations_office (id, agency_id) deferrable',
      named, split_part(named, '_', 2), split_part(named, '_', 2));
  end loop;
  foreach named in array array['matching_pair', 'matching_link'] loop
    execute format('create policy not_hidden on %I as restrictive using ('
      'left_person_id <> all ((select matching_hidden_person_ids())::bigint[])'
      ' and right_person_id <> all ((select matching_hidden_person_ids())::bigint[])) with check (true)', named);
  end loop;
  foreach named in array array['matching_decision', 'matching_recheck'] loop
    execute format('create policy of_a_pair_in_sight on %I as restrictive'
      ' using (exists (select from matching_pair p where p.id = pair_id))', named);
  end loop;
end $$;

-- A decision stands as it was written; it may be undone once, and says by whom.
create function matching_decision_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.undone_at is null
     and to_jsonb(new) - '{undone_at,undone_by_name}'::text[] = to_jsonb(old) - '{undone_at,undone_by_name}'::text[] then
    return new;
  end if;
  raise exception 'a decision is remembered for ever' using errcode = 'restrict_violation';
end $$;
create trigger decision_remembered before update or delete on matching_decision
  for each row execute function matching_decision_stays();
