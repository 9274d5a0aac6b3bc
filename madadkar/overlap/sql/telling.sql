-- Families of two agencies that a link of two persons holds for one family on a day, neither under discreet support.
-- For the functions below and of taking_up.sql alone, which see both registers; `mine` are the asker's offices.
create or replace function overlap_linked_pairs(on_day date, mine bigint[])
  returns table (left_file bigint, right_file bigint) language sql stable set search_path = public, pg_temp as $$
  select distinct lf.id, rf.id
    from matching_link l
    join registry_membership lm on lm.person_id = l.left_person_id
      and lm.valid_from <= on_day and (lm.valid_until is null or lm.valid_until > on_day)
    join registry_membership rm on rm.person_id = l.right_person_id
      and rm.valid_from <= on_day and (rm.valid_until is null or rm.valid_until > on_day)
    join casework_casefile lf on lf.household_id = lm.household_id
    join casework_casefile rf on rf.household_id = rm.household_id
    join registry_household lh on lh.id = lm.household_id and lh.merged_into_id is null
    join registry_household rh on rh.id = rm.household_id and rh.merged_into_id is null
    where (l.valid_until is null or l.valid_until > on_day)
      and (l.left_office_id = any (mine) or l.right_office_id = any (mine))
      and (lf.office_id = any (mine) or rf.office_id = any (mine))
      and not exists (select from casework_discretion d where d.case_file_id in (lf.id, rf.id)
            and d.valid_from <= (now() at time zone 'Asia/Tehran')::date
            and (d.valid_until is null or d.valid_until > (now() at time zone 'Asia/Tehran')::date))
$$;

-- Those of them that both agencies cover on the day.
create or replace function overlap_covered_pairs(on_day date, mine bigint[])
  returns table (left_file bigint, right_file bigint) language sql stable set search_path = public, pg_temp as $$
  select p.left_file, p.right_file from overlap_linked_pairs(on_day, mine) p
    where exists (select from casework_coverage c where c.case_file_id = p.left_file
            and c.valid_from <= on_day and (c.valid_until is null or c.valid_until > on_day))
      and exists (select from casework_coverage c where c.case_file_id = p.right_file
            and c.valid_from <= on_day and (c.valid_until is null or c.valid_until > on_day))
$$;

-- What is told of each side's cover in open cases of the asker's, as it is on a day; a cover that has ended says when.
-- Of two families that are held for one no longer, or one of which came under discreet support, nothing new is told,
-- unless both have decided and one is handing over: then its end is what the other waits for.
create or replace function overlap_tell_again(on_day date) returns void language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  mine constant bigint[] := app_office_ids();
begin
  if app_centre_id() is not null then return; end if;
  with linked as materialized (select * from overlap_linked_pairs(on_day, mine)),
  open_side as (
    select s.case_id, s.agency_id, s.case_file_id from overlap_overlapside s
      join overlap_overlapcase c on c.id = s.case_id and c.state not in ('closed', 'not_same')
      where exists (select from overlap_overlapside own where own.case_id = s.case_id and own.office_id = any (mine))
        and (c.state in ('handed_over', 'taken_over')
             or exists (select from linked l join overlap_overlapside other on other.case_id = s.case_id
                          where s.case_file_id in (l.left_file, l.right_file)
                            and other.case_file_id in (l.left_file, l.right_file) and other.id <> s.id))
  ), fresh as (
    select t.case_id, t.agency_id, coalesce(told.kind, t.kind) as kind,
           coalesce(told.valid_from, t.valid_from) as valid_from,
           case when told.kind is not null then told.valid_until
                else (select max(c.valid_until) from casework_coverage c
                        where c.case_file_id = o.case_file_id and c.valid_until <= on_day) end as valid_until,
           coalesce(told.services, t.services) as services,
           coalesce(told.member_count, t.member_count) as member_count
      from open_side o
      join overlap_coveragefact t on t.case_id = o.case_id and t.agency_id = o.agency_id
      left join lateral overlap_told_of(o.case_file_id, on_day) told on true
  )
  update overlap_coveragefact t
    set kind = f.kind, valid_from = f.valid_from, valid_until = f.valid_until, services = f.services,
        member_count = f.member_count
    from fresh f
    where t.case_id = f.case_id and t.agency_id = f.agency_id
      and (t.kind, t.valid_from, t.valid_until, t.services, t.member_count) is distinct from
          (f.kind, f.valid_from, f.valid_until, f.services, f.member_count::smallint);
end $$;

-- Open cases of the asker's in which nothing overlaps any more: a cover ended, the link did, a family parted or went
-- into another, or came under discreet support. Which of these it was is told to nobody.
create or replace function overlap_no_more(on_day date) returns bigint[] language plpgsql stable
  security definer set search_path = public, pg_temp as $$
declare
  mine constant bigint[] := app_office_ids();
  found_over bigint[];
begin
  if app_centre_id() is not null or mine = '{}' then return '{}'; end if;
  with covered as materialized (select * from overlap_covered_pairs(on_day, mine))
  select coalesce(array_agg(c.id), '{}') into found_over
    from overlap_overlapcase c
    where c.state not in ('closed', 'not_same')
      and exists (select from overlap_overlapside own where own.case_id = c.id and own.office_id = any (mine))
      and not exists (
        select from covered p
          where exists (select from overlap_overlapside s where s.case_id = c.id and s.case_file_id = p.left_file)
            and exists (select from overlap_overlapside s where s.case_id = c.id and s.case_file_id = p.right_file));
  return found_over;
end $$;
revoke execute on function overlap_linked_pairs(date, bigint[]), overlap_covered_pairs(date, bigint[]) from public;
