-- What is said of a centre its own people see. No centre is hidden: the second answers who asks about discretion.
create function app_sighted_centre_ids() returns bigint[] language sql stable as
  $$ select case when app_centre_id() is null then '{}'::bigint[] else array[app_centre_id()] end $$;
create function app_hidden_centre_ids() returns bigint[] language sql immutable as $$ select '{}'::bigint[] $$;
