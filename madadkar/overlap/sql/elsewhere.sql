-- The asker's own families that are covered by another agency on a day, as far as links of persons tell: since when,
-- how, and whether that is allowed (by rule or by joint decision). Nothing else of the other side. Counts of a
-- centre's people are of the families in their sight. Definer, because the other register is out of sight.
create function app_covered_elsewhere(on_day date)
  returns table (household_id bigint, kind text, since date, is_allowed boolean) language sql stable
  security definer set search_path = public, pg_temp as $$
  with mine as (select app_office_ids() as ids),
  linked as (
    select l.left_person_id as own_person, l.right_person_id as other_person from matching_link l, mine
      where (l.valid_until is null or l.valid_until > on_day) and l.left_office_id = any (mine.ids)
    union all
    select l.right_person_id, l.left_person_id from matching_link l, mine
      where (l.valid_until is null or l.valid_until > on_day) and l.right_office_id = any (mine.ids)
  )
  select h.id, min(c.kind), min(c.valid_from),
         coalesce(bool_and(exists (
           select from overlap_overlapside own
             join overlap_overlapside theirs on theirs.case_id = own.case_id and theirs.case_file_id = f.id
             join overlap_overlapcase k on k.id = own.case_id
             where own.household_id = h.id and k.allowed_from <= on_day
               and (k.allowed_until is null or k.allowed_until > on_day))), false)
    from linked
    join registry_membership own on own.person_id = linked.own_person
      and own.valid_from <= on_day and (own.valid_until is null or own.valid_until > on_day)
    join registry_household h on h.id = own.household_id and h.merged_into_id is null
    join registry_membership other on other.person_id = linked.other_person
      and other.valid_from <= on_day and (other.valid_until is null or other.valid_until > on_day)
    join registry_household oh on oh.id = other.household_id and oh.merged_into_id is null
    join casework_casefile f on f.household_id = oh.id
    join casework_coverage c on c.case_file_id = f.id
      and c.valid_from <= on_day and (c.valid_until is null or c.valid_until > on_day)
    where h.office_id = any ((select ids from mine)::bigint[])
      and (app_centre_id() is null or h.id = any (app_sighted_household_ids()))
      and not exists (select from casework_discretion d where d.case_file_id = f.id
            and d.valid_from <= (now() at time zone 'Asia/Tehran')::date and (d.valid_until is null or d.valid_until > (now() at time zone 'Asia/Tehran')::date))
    group by h.id
$$;
