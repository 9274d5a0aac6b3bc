-- The plain role the pages and jobs work under: it owns nothing and cannot bypass row-level security.
do $$ begin
  if not exists (select from pg_roles where rolname = 'madadkar_web') then
    create role madadkar_web login nosuperuser nobypassrls nocreatedb nocreaterole;
  end if;
end $$;
grant madadkar_web to current_user;
grant usage on schema public to madadkar_web;
grant select, insert, update, delete on all tables in schema public to madadkar_web;
grant usage, select on all sequences in schema public to madadkar_web;
alter default privileges in schema public grant select, insert, update, delete on tables to madadkar_web;
alter default privileges in schema public grant usage, select on sequences to madadkar_web;

-- The scope of the present transaction, as told by foundation.scope; unset means nothing is seen.
create function app_office_ids() returns bigint[] language sql stable parallel safe as
  $$ select coalesce(nullif(current_setting('app.office_ids', true), '')::bigint[], '{}') $$;
create function app_centre_id() returns bigint language sql stable parallel safe as
  $$ select nullif(current_setting('app.centre_id', true), '')::bigint $$;
create function app_sees_medical() returns boolean language sql stable parallel safe as
  $$ select coalesce(current_setting('app.sees_medical', true), '') = 'yes' $$;
create function app_actor_id() returns bigint language sql stable parallel safe as
  $$ select nullif(current_setting('app.actor_id', true), '')::bigint $$;

-- Which families a centre's people see is casework's knowledge: that room replaces these two bodies.
-- Until it does, a centre sees nothing.
create function app_sighted_household_ids() returns bigint[] language sql stable as $$ select '{}'::bigint[] $$;
create function app_sighted_person_ids() returns bigint[] language sql stable as $$ select '{}'::bigint[] $$;
