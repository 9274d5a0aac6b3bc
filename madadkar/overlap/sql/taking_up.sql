-- Every pair of families with cover of two agencies, one of them the asker's, becomes a case unless it is one: the
-- case, a side for each file, and what each side tells the other. Definer, because no actor sees both registers.
-- Kind and proposal are found by the rules (actions/finding.py) from what was told. Answers how many cases are new.
create function overlap_take_up(on_day date, at_instant timestamptz) returns bigint language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  mine constant bigint[] := app_office_ids();
  made bigint;
begin
  if app_centre_id() is not null or mine = '{}' then return 0; end if;
  perform pg_advisory_xact_lock(hashtextextended('overlap_take_up', 0));
  with pair as materialized (
    select p.left_file, p.right_file, encode(sha256(format('%s:%s', p.left_file, p.right_file)::bytea), 'hex') as digest
      from overlap_covered_pairs(on_day, mine) p
  ), fresh as materialized (
    select nextval(pg_get_serial_sequence('overlap_overlapcase', 'id')) as case_id, pair.* from pair
      where not exists (select from overlap_overlapcase c where c.pair = pair.digest
                          and c.state not in ('closed', 'not_same'))
  ), told as materialized (
    select fresh.case_id, one.* from fresh
      cross join lateral unnest(array[fresh.left_file, fresh.right_file]) as file (id)
      cross join lateral overlap_told_of(file.id, on_day) one
  ), cases as (
    insert into overlap_overlapcase (id, province_code, pair, "group", kind, state, state_since, verdict, source,
                                     is_by_rule, round, overlap_from, found_on, found_at)
      select case_id, overlap_province_of(left_file), digest,
             overlap_group_of(array[left_file, right_file], on_day), 'continuous_both', 'found', on_day, '', '',
             false, 0, (select max(told.valid_from) from told where told.case_id = fresh.case_id), on_day, at_instant
        from fresh
  ), sides as (
    insert into overlap_overlapside (case_id, agency_id, office_id, case_file_id, household_id)
      select fresh.case_id, f.agency_id, f.office_id, f.id, f.household_id
        from fresh join casework_casefile f on f.id in (fresh.left_file, fresh.right_file)
  ), facts as (
    insert into overlap_coveragefact (case_id, agency_id, kind, valid_from, valid_until, services, member_count)
      select case_id, agency_id, kind, valid_from, valid_until, services, member_count from told
  ), steps as (
    insert into overlap_overlapstep (case_id, from_state, to_state, by_name, note, "on", at)
      select case_id, '', 'found', '', '', on_day, at_instant from fresh
  )
  select count(*) into made from fresh;
  return made;
end $$;

-- The links that made a case of two families: of any of their people, who lived there on a day.
create function overlap_links_of(of_case bigint, on_day date) returns bigint[] language sql stable
  security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct l.id), '{}')
    from overlap_overlapside one
    join overlap_overlapside other on other.case_id = one.case_id and other.agency_id > one.agency_id
    join registry_membership lm on lm.household_id = one.household_id
      and lm.valid_from <= on_day and (lm.valid_until is null or lm.valid_until > on_day)
    join registry_membership rm on rm.household_id = other.household_id
      and rm.valid_from <= on_day and (rm.valid_until is null or rm.valid_until > on_day)
    join matching_link l on l.left_person_id = lm.person_id and l.right_person_id = rm.person_id
      and (l.valid_until is null or l.valid_until > on_day)
    where one.case_id = of_case and app_centre_id() is null
      and (one.office_id = any (app_office_ids()) or other.office_id = any (app_office_ids()))
$$;
