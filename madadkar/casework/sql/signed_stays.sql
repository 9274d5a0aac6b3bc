-- A signed report and a filled matrix stand as they were written; only the office changes, when the family
-- moves to another. Who finds a mistake writes a new version.
create function casework_written_for_good() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - 'office_id' = to_jsonb(old) - 'office_id' then return new; end if;
  raise exception '% is written for good', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger written_for_good before update or delete on casework_visitreport
  for each row execute function casework_written_for_good();
create trigger written_for_good before update or delete on casework_assessment
  for each row execute function casework_written_for_good();
