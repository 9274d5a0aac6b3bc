-- Families the actor broke the glass of, until it is whole again. Definer, because policies ask it.
create or replace function app_glass_household_ids() returns bigint[] language sql stable parallel safe
  security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct household_id), '{}') from casework_glassbreak
    where staff_id = app_actor_id() and ends_at > clock_timestamp() and app_centre_id() is null $$;

-- Families of which what is confided of one kind is open to the actor: assigned by name, or through glass.
create function app_confided_household_ids(of_kind text) returns bigint[] language sql stable parallel safe
  security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(id), '{}') from (
    select a.household_id as id from casework_fileassignment a
      where a.staff_id = app_actor_id() and a.confidence = of_kind
        and a.valid_from <= (now() at time zone 'Asia/Tehran')::date
        and (a.valid_until is null or a.valid_until > (now() at time zone 'Asia/Tehran')::date)
    union
    select unnest(app_glass_household_ids())) opened $$;

-- The bytes are seen by whoever sees the paper (its own policy is asked again), but for a photograph whose
-- consent was withdrawn: nobody sees that.
create policy in_sight on casework_documentcontent using (
    exists (select from casework_document d where d.id = document_id and d.consent_withdrawn_at is null))
  with check (exists (select from casework_document d where d.id = document_id));
alter table casework_documentcontent enable row level security;

create policy in_sight on casework_filetask using (
    office_id = any ((select app_office_ids())::bigint[])
    and ((select app_centre_id() is null)
         or (centre_id = (select app_centre_id())
             and household_id = any ((select app_sighted_household_ids())::bigint[]))))
  with check (office_id = any ((select app_office_ids())::bigint[]));
alter table casework_filetask enable row level security;

-- A note once written, and the bytes of a paper, stay as they are; only the office changes with the family.
create function casework_note_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - 'office_id' = to_jsonb(old) - 'office_id' then return new; end if;
  raise exception 'what is written of a family is not rewritten' using errcode = 'restrict_violation';
end $$;
create trigger note_written_for_good before update or delete on casework_note
  for each row execute function casework_note_stays();
create trigger content_written_for_good before update or delete on casework_documentcontent
  for each row execute function casework_note_stays();

-- Glass is broken by this function alone: for the actor, from now, within their own offices. The row's own
-- family may be hidden from the actor until it is there.
create function casework_break_glass(of_file bigint, why text, from_at timestamptz, until_at timestamptz, form uuid)
  returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
declare
  made bigint;
begin
  if app_actor_id() is null or app_centre_id() is not null
     or from_at > clock_timestamp() + interval '1 minute' then
    raise exception 'glass is broken by an office''s own people, now' using errcode = 'insufficient_privilege';
  end if;
  insert into casework_glassbreak (agency_id, office_id, case_file_id, household_id, staff_id, staff_name, reason,
                                   broken_at, ends_at, read_by_name, token)
    select f.agency_id, f.office_id, f.id, f.household_id, app_actor_id(),
           current_setting('app.actor_name', true), why, from_at, until_at, '', form
      from casework_casefile f where f.id = of_file and f.office_id = any (app_office_ids())
    on conflict (token) do nothing
    returning id into made;
  return made;
end $$;
revoke insert, delete, truncate on casework_glassbreak from madadkar_web;

-- The file somebody means by its number or by a national code of the family, hidden or not; asked by
-- nothing but the breaking of glass.
create function casework_file_behind_glass(asked text) returns bigint language sql stable
  security definer set search_path = public, pg_temp as $$
  select f.id from casework_casefile f
    where f.office_id = any (app_office_ids()) and app_centre_id() is null
      and (f.number = asked or exists (
            select from registry_person p join registry_membership m on m.person_id = p.id
              where p.national_code = asked and m.household_id = f.household_id and m.valid_until is null
                and p.office_id = any (app_office_ids())))
    order by f.number = asked desc, f.id limit 1 $$;

-- When a family moves to another office its confided rows go along, also those the mover may not see.
create function casework_move_confided(of_household bigint, to_office bigint) returns void language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  if not to_office = any (app_office_ids())
     or not exists (select from registry_household where id = of_household and office_id = to_office) then
    raise exception 'the family has not moved to this office' using errcode = 'insufficient_privilege';
  end if;
  update casework_note set office_id = to_office where household_id = of_household;
  update casework_document set office_id = to_office where household_id = of_household;
end $$;
