-- As it was before matters: families delegated to the centre now, and families it found itself.
-- Security definer, because the answer decides the policies of the very tables it reads.
create or replace function app_sighted_household_ids() returns bigint[] language sql stable
  security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(id), '{}') from (
    select d.household_id as id from casework_delegation d
      where d.centre_id = app_centre_id() and d.valid_from <= (now() at time zone 'Asia/Tehran')::date
        and (d.valid_until is null or d.valid_until > (now() at time zone 'Asia/Tehran')::date)
    union
    select h.id from registry_household h where h.found_by_centre_id = app_centre_id()) seen $$;
create or replace function app_sighted_person_ids() returns bigint[] language sql stable
  security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct m.person_id), '{}') from registry_membership m
    where m.household_id = any (app_sighted_household_ids()) $$;
create or replace function app_sighted_group_ids() returns bigint[] language sql stable
  security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(id), '{}') from (
    select g.id from casework_enablinggroup g where g.centre_id = app_centre_id()
    union
    select m.group_id from casework_groupmember m
      where m.household_id = any ((select app_sighted_household_ids())::bigint[])) seen $$;
drop function app_sighted_person_ids(text);
drop function app_sighted_household_ids(text);
