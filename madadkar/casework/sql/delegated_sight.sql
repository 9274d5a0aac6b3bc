-- What a centre's people see, by matter: of families handed to their centre today for all services, everything; for
-- services by name, what belongs to those (casework/rules/delegation.py has the same table, and a test holds the two
-- together). A family the centre found itself it sees whole until somebody was asked to walk with it.
-- Definer, because the answer decides the policies of the very tables it reads; plpgsql, because it keeps its plan.
create function app_sighted_household_ids(of_matter text) returns bigint[] language plpgsql stable
  security definer set search_path = public, pg_temp as $$
declare
  mine constant bigint := app_centre_id();
  today constant date := (now() at time zone 'Asia/Tehran')::date;
  opening constant smallint[] := case of_matter when 'walk' then '{9}' when 'health' then '{9,2}'
                                                when 'money' then '{9,1}' else '{}' end;
begin
  if mine is null or of_matter = 'own' then return '{}'; end if;
  return (select coalesce(array_agg(id), '{}') from (
    select d.household_id as id from casework_delegation d
      where d.centre_id = mine and d.valid_from <= today and (d.valid_until is null or d.valid_until > today)
        and (of_matter = 'reach' or d.services = '{}' or d.services && opening)
    union
    select h.id from registry_household h where h.found_by_centre_id = mine
      and not exists (select from casework_delegation d where d.household_id = h.id)) seen);
end $$;
create function app_sighted_person_ids(of_matter text) returns bigint[] language plpgsql stable
  security definer set search_path = public, pg_temp as $$
declare
  households constant bigint[] := app_sighted_household_ids(of_matter);
begin
  if households = '{}' then return '{}'; end if;
  return (select coalesce(array_agg(distinct m.person_id), '{}') from registry_membership m
            where m.household_id = any (households));
end $$;

create or replace function app_sighted_household_ids() returns bigint[] language plpgsql stable
  security definer set search_path = public, pg_temp as $$ begin return app_sighted_household_ids('reach'); end $$;
create or replace function app_sighted_person_ids() returns bigint[] language plpgsql stable
  security definer set search_path = public, pg_temp as $$ begin return app_sighted_person_ids('reach'); end $$;

-- A group is seen by the centre that holds it and by the one that walks with a member of it.
create or replace function app_sighted_group_ids() returns bigint[] language sql stable
  security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(id), '{}') from (
    select g.id from casework_enablinggroup g where g.centre_id = app_centre_id()
    union
    select m.group_id from casework_groupmember m
      where m.household_id = any ((select app_sighted_household_ids('walk'))::bigint[])) seen $$;
