-- The one centre somebody serves, as row-level security asks for it: what is said of a centre, its own people see.
create function app_own_centre_ids() returns bigint[] language sql stable as
  $$ select case when app_centre_id() is null then '{}'::bigint[] else array[app_centre_id()] end $$;
