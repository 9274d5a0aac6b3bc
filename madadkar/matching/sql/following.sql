-- The record somebody's record has become, through however many merges.
create function matching_root(of_person bigint) returns bigint language sql stable
  security definer set search_path = public, pg_temp as $$
  with recursive kept(id, next, steps) as (
    select id, merged_into_id, 0 from registry_person where id = of_person
    union all
    select p.id, p.merged_into_id, k.steps + 1 from kept k join registry_person p on p.id = k.next where k.steps < 100)
  select id from kept order by steps desc limit 1 $$;

-- Pairs and links go with their people: to another office, into the record theirs was merged into, and back.
-- Definer, because the other side's half of a row is not for the mover to write.
create function matching_follow_person() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  today constant date := (now() at time zone 'Asia/Tehran')::date;
  touched constant bigint[] := array_remove(array[new.id, old.merged_into_id, new.merged_into_id], null);
begin
  if new.office_id <> old.office_id then
    update matching_pair set left_office_id = new.office_id where left_person_id = new.id;
    update matching_pair set right_office_id = new.office_id where right_person_id = new.id;
    update matching_link set left_office_id = new.office_id where left_person_id = new.id;
    update matching_link set right_office_id = new.office_id where right_person_id = new.id;
  end if;
  if new.merged_into_id is not distinct from old.merged_into_id then return null; end if;
  update matching_pair p
    set is_gone = (select count(*) from registry_person r
                   where r.id in (p.left_person_id, p.right_person_id) and r.merged_into_id is null) < 2
    where p.left_person_id = new.id or p.right_person_id = new.id;
  update matching_link l set valid_until = greatest(today, valid_from), ended_for = 'merged'
    where l.valid_until is null and (
      l.left_person_id = new.id and exists (select from matching_link k where k.left_person_id = new.merged_into_id
        and k.right_agency_id = l.right_agency_id and k.valid_until is null)
      or l.right_person_id = new.id and exists (select from matching_link k where k.right_person_id = new.merged_into_id
        and k.left_agency_id = l.left_agency_id and k.valid_until is null));
  update matching_link l set left_person_id = r.id, left_office_id = r.office_id from registry_person r
    where l.valid_until is null and l.left_person_id = any (touched) and r.id = matching_root(l.left_first_id)
      and r.id <> l.left_person_id;
  update matching_link l set right_person_id = r.id, right_office_id = r.office_id from registry_person r
    where l.valid_until is null and l.right_person_id = any (touched) and r.id = matching_root(l.right_first_id)
      and r.id <> l.right_person_id;
  return null;
end $$;
create trigger matching_follows after update on registry_person for each row
  when (old.merged_into_id is distinct from new.merged_into_id or old.office_id <> new.office_id)
  execute function matching_follow_person();

-- People a roster brought and took back: their pairs are asked of nobody, their links hold no longer.
create function matching_forget_people() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  today constant date := (now() at time zone 'Asia/Tehran')::date;
begin
  update matching_pair p set is_gone = true from gone g where not p.is_gone and p.left_person_id = g.id;
  update matching_pair p set is_gone = true from gone g where not p.is_gone and p.right_person_id = g.id;
  update matching_link l set valid_until = greatest(today, valid_from), ended_for = 'gone'
    from gone g where l.valid_until is null and (l.left_person_id = g.id or l.right_person_id = g.id);
  return null;
end $$;
create trigger matching_forgets after delete on registry_person referencing old table as gone
  for each statement execute function matching_forget_people();
