-- Families under discreet support (آبرومند) are hidden today from everybody but their caseworker, who supervises,
-- and who broke the glass. Plain plpgsql keeps its plan for the session: these stand in every policy of a family.
do $$ begin
  if to_regprocedure('app_glass_household_ids()') is null then
    create function app_glass_household_ids() returns bigint[] language sql stable as $f$ select '{}'::bigint[] $f$;
  end if;
end $$;
create function app_sees_discreet() returns boolean language sql stable parallel safe as
  $$ select coalesce(current_setting('app.sees_discreet', true), '') = 'yes' $$;

create function app_hidden_household_ids() returns bigint[] language plpgsql stable parallel safe
  security definer set search_path = public, pg_temp as $$
declare
  today constant date := (now() at time zone 'Asia/Tehran')::date;
  hidden bigint[];
begin
  if app_sees_discreet() or not exists (
      select from casework_discretion where valid_until > today and valid_from <= today
        and office_id = any (app_office_ids())) then
    return '{}';
  end if;
  select coalesce(array_agg(d.household_id), '{}') into hidden
    from casework_discretion d join casework_casefile f on f.id = d.case_file_id
    where d.valid_until > today and d.valid_from <= today and d.office_id = any (app_office_ids())
      and f.caseworker_id is distinct from app_actor_id()
      and d.household_id <> all (app_glass_household_ids());
  return hidden || coalesce((select array_agg(h.id) from registry_household h where h.merged_into_id = any (hidden)), '{}');
end $$;

-- Its people, but for who has gone to live in a family that may be seen.
create function app_hidden_person_ids() returns bigint[] language plpgsql stable parallel safe
  security definer set search_path = public, pg_temp as $$
declare
  today constant date := (now() at time zone 'Asia/Tehran')::date;
  households constant bigint[] := app_hidden_household_ids();
  hidden bigint[];
begin
  if households = '{}' then return '{}'; end if;
  select coalesce(array_agg(distinct m.person_id), '{}') into hidden from registry_membership m
    where m.household_id = any (households) and not exists (
      select from registry_membership o where o.person_id = m.person_id and o.household_id <> all (households)
        and o.valid_from <= today and (o.valid_until is null or o.valid_until > today));
  return hidden || coalesce((select array_agg(p.id) from registry_person p where p.merged_into_id = any (hidden)), '{}');
end $$;

create function app_hidden_file_ids() returns bigint[] language plpgsql stable parallel safe
  security definer set search_path = public, pg_temp as $$
declare
  households constant bigint[] := app_hidden_household_ids();
begin
  if households = '{}' then return '{}'; end if;
  return coalesce((select array_agg(f.id) from casework_casefile f where f.household_id = any (households)), '{}');
end $$;

-- Every table about a family that was there before; those that come later have it from `protected`.
do $$
declare
  one record;
begin
  for one in
    select p.tablename as name, case when p.tablename in ('registry_household', 'registry_person') then 'id'
          when p.tablename in ('registry_merge', 'registry_householdmerge') then 'kept_id' else c.column_name end as col,
        case when p.tablename in ('registry_person', 'registry_merge') or c.column_name = 'person_id'
          then 'app_hidden_person_ids' else 'app_hidden_household_ids' end as hidden
      from pg_policies p left join lateral (
        select column_name from information_schema.columns c
          where c.table_schema = 'public' and c.table_name = p.tablename and c.column_name in ('household_id', 'person_id')
          order by column_name limit 1) c on true
      where p.schemaname = 'public' and p.policyname = 'in_sight'
        and not exists (select from pg_policies q where q.tablename = p.tablename and q.policyname = 'not_hidden')
  loop
    continue when one.col is null;
    execute format('create policy not_hidden on %I as restrictive using (%I is null or %I <> all ((select %s())::bigint[]))'
      ' with check (true)', one.name, one.col, one.col, one.hidden);
  end loop;
end $$;

-- The trail: deeds on a hidden family, its file or its people.
create policy not_hidden on foundation_auditevent as restrictive for select using (
  subject_id is null
  or case subject_type
       when 'casework.casefile' then subject_id <> all ((select app_hidden_file_ids())::bigint[])
       when 'registry.household' then subject_id <> all ((select app_hidden_household_ids())::bigint[])
       when 'registry.person' then subject_id <> all ((select app_hidden_person_ids())::bigint[])
       else true end);
