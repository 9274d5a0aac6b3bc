-- The asker's own families that are covered by another agency on a day, as far as links of persons tell: since when,
-- how, and whether that is allowed: by rule or joint decision of the case about that day. What had ended before any
-- case was made of it is judged by kind alone: occasional help beside another cover is allowed, one pension is enough.
-- Nothing else of the other side. A centre's people ask of the families in their sight. Definer, because the other
-- register is out of sight. Who somebody is does not change: of any day, the links that stand now are asked, and
-- two who were held for one by mistake never were. Figures forbid loops to their own statements, which would cost the
-- few links of this one dearly: it goes its own way.
create or replace function app_covered_elsewhere(on_day date)
  returns table (household_id bigint, kind text, since date, is_allowed boolean) language sql stable
  security definer set search_path = public, pg_temp set enable_nestloop = on as $$
  with mine as (select app_office_ids() as ids),
  linked as (
    select l.left_person_id as own_person, l.right_person_id as other_person from matching_link l, mine
      where l.valid_until is null and l.left_office_id = any (mine.ids)
    union all
    select l.right_person_id, l.left_person_id from matching_link l, mine
      where l.valid_until is null and l.right_office_id = any (mine.ids)
  ),
  pair as (
    select distinct h.id as household_id, own_file.id as own_file, f.id as file, c.kind, c.valid_from
      from linked
      join registry_membership own on own.person_id = linked.own_person
        and own.valid_from <= on_day and (own.valid_until is null or own.valid_until > on_day)
      join registry_household h on h.id = own.household_id and h.merged_into_id is null
      join casework_casefile own_file on own_file.household_id = h.id
      join registry_membership other on other.person_id = linked.other_person
        and other.valid_from <= on_day and (other.valid_until is null or other.valid_until > on_day)
      join registry_household oh on oh.id = other.household_id and oh.merged_into_id is null
      join casework_casefile f on f.household_id = oh.id
      join casework_coverage c on c.case_file_id = f.id
        and c.valid_from <= on_day and (c.valid_until is null or c.valid_until > on_day)
      where h.office_id = any ((select ids from mine)::bigint[])
        and (app_centre_id() is null or h.id = any ((select app_sighted_household_ids())::bigint[]))
        and not exists (select from casework_discretion d where d.case_file_id = f.id
              and d.valid_from <= (now() at time zone 'Asia/Tehran')::date
              and (d.valid_until is null or d.valid_until > (now() at time zone 'Asia/Tehran')::date))
  ),
  judged as (
    select pair.*, about.is_known, about.is_allowed,
           (pair.kind = 'occasional' or exists (
              select from casework_coverage c where c.case_file_id = pair.own_file and c.kind = 'occasional'
                and c.valid_from <= on_day and (c.valid_until is null or c.valid_until > on_day)))
           and (select count(distinct p.case_file_id) < 2 from casework_pensionreceipt p
                  where p.case_file_id in (pair.own_file, pair.file)
                    and p.valid_from <= on_day and (p.valid_until is null or p.valid_until > on_day)) as is_beside
      from pair cross join lateral (
        select count(*) > 0 as is_known,
               coalesce(bool_or(
                 (k.allowed_from <= on_day and (k.allowed_until is null or k.allowed_until > on_day))
                 or (select s.to_state from overlap_overlapstep s where s.case_id = k.id and s."on" <= on_day
                       order by s.id desc limit 1) = 'allowed'), false) as is_allowed
          from overlap_overlapside one
          join overlap_overlapside other on other.case_id = one.case_id and other.case_file_id = pair.file
          join overlap_overlapcase k on k.id = one.case_id and k.state <> 'not_same'
            and k.overlap_from <= on_day and (k.closed_on is null or k.closed_on > on_day)
          where one.case_file_id = pair.own_file
      ) about
  )
  select household_id, min(kind), min(valid_from), bool_and(case when is_known then is_allowed else is_beside end)
    from judged group by household_id
$$;
