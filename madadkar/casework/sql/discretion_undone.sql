-- Discreet support is taken out again: no policy asks for what is hidden.
do $$
declare
  one record;
begin
  for one in select tablename as name from pg_policies where schemaname = 'public' and policyname = 'not_hidden' loop
    execute format('drop policy not_hidden on %I', one.name);
  end loop;
end $$;
drop function app_hidden_file_ids();
drop function app_hidden_person_ids();
drop function app_hidden_household_ids();
drop function app_sees_discreet();
