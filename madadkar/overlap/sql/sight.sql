-- Both sides see a case, each through its own side of it: discreet support and the office hide the side, and so the
-- case. A centre's people see none. Cases, sides and facts are born of the functions of this room alone.
create policy offices_only on overlap_overlapside as restrictive using ((select app_centre_id() is null));

create policy in_sight on overlap_overlapcase using (id in (select case_id from overlap_overlapside));
create policy in_sight on overlap_coveragefact using (case_id in (select case_id from overlap_overlapside));
create policy in_sight on overlap_overlapstep using (case_id in (select case_id from overlap_overlapside));
create policy in_sight on overlap_sideanswer using (case_id in (select case_id from overlap_overlapside));
create policy in_sight on overlap_jointminutes using (case_id in (select case_id from overlap_overlapside));
create policy in_sight on overlap_jointsignature using (case_id in (select case_id from overlap_overlapside));
alter table overlap_overlapcase enable row level security;
alter table overlap_coveragefact enable row level security;
alter table overlap_overlapstep enable row level security;
alter table overlap_sideanswer enable row level security;
alter table overlap_jointminutes enable row level security;
alter table overlap_jointsignature enable row level security;

revoke insert, delete, truncate on overlap_overlapcase, overlap_overlapside from madadkar_web;
revoke insert, update, delete, truncate on overlap_coveragefact from madadkar_web;
revoke delete, truncate on overlap_overlapstep, overlap_sideanswer, overlap_jointminutes, overlap_jointsignature
  from madadkar_web;

-- A step, an answer, a text and a signature stand as they were given.
create function overlap_written_for_good() returns trigger language plpgsql as $$
begin
  raise exception '% is written for good', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger written_for_good before update or delete on overlap_overlapstep
  for each row execute function overlap_written_for_good();
create trigger written_for_good before update or delete on overlap_sideanswer
  for each row execute function overlap_written_for_good();
create trigger written_for_good before update or delete on overlap_jointminutes
  for each row execute function overlap_written_for_good();
create trigger written_for_good before update or delete on overlap_jointsignature
  for each row execute function overlap_written_for_good();

-- Nobody speaks for the other side: an answer, a text and a signature are of an agency whose side the writer sees.
create function overlap_speaks_for_itself() returns trigger language plpgsql as $$
begin
  if not exists (select from overlap_overlapside s where s.case_id = new.case_id and s.agency_id = new.agency_id) then
    raise exception 'a side speaks for itself alone' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger speaks_for_itself before insert on overlap_sideanswer
  for each row execute function overlap_speaks_for_itself();
create trigger speaks_for_itself before insert on overlap_jointsignature
  for each row execute function overlap_speaks_for_itself();

-- When a file goes to another office, its side of a case goes along.
create function overlap_side_follows() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  update overlap_overlapside set office_id = new.office_id where case_file_id = new.id;
  return null;
end $$;
create trigger overlap_side_follows after update of office_id on casework_casefile
  for each row when (old.office_id is distinct from new.office_id) execute function overlap_side_follows();
