-- The tables every figure counts from, as of %(on)s: a row a family (which has one file), a row a living member
-- of a covered or active family, a row a centre at work, a row a centre's worker, a row a file handed over to a
-- centre within the year. A statement pays only for those it names. `visit_in_days`: how many days until the
-- family is owed a visit, by the rule of casework/sql/visits_due.sql (less than none: overdue).
-- A family is counted at the office that answered for it on the day; %(reach)s are the offices asked for and those
-- their families went to since.
with member as (
  select m.household_id, m.person_id, m.is_head, p.sex,
         coalesce(p.birth_on <= %(elderly_by)s, false) as is_elderly
  from registry_membership m
  join registry_person p on p.id = m.person_id
  where m.valid_from <= %(on)s and (m.valid_until is null or m.valid_until > %(on)s)
    and p.merged_into_id is null and (p.died_on is null or p.died_on > %(on)s)
),
circumstances as (
  select person_id, bool_or("group" = 'pupil') as is_pupil, bool_or("group" = 'student') as is_student,
         bool_or("group" in ('special_patient', 'hard_patient', 'cancer_patient')) as is_patient,
         bool_or("group" = 'orphan') as is_orphan
  from registry_circumstance
  where "group" in ('pupil', 'student', 'orphan', 'special_patient', 'hard_patient', 'cancer_patient')
    and valid_from <= %(on)s and (valid_until is null or valid_until > %(on)s)
  group by person_id
),
home as (
  select member.household_id, count(*) = 1 and bool_and(member.is_elderly) as is_alone_elderly,
         coalesce(bool_or(circumstances.is_orphan), false) as has_orphans
  from member left join circumstances on circumstances.person_id = member.person_id
  group by member.household_id
),
terms (office_id, first_days, usual, alone_elderly, orphans, rural) as (
  select * from unnest(%(offices)s::bigint[], %(first_days)s::int[], %(usual)s::int[],
                       %(alone_elderly)s::int[], %(orphans)s::int[], %(rural_term)s::int[])
),
answered (household_id, office_id) as (
  select distinct on (household_id) household_id, answered_by_id from registry_formeroffice
    where until > %(on)s order by household_id, until
),
family as (
  select f.household_id, f.id as file_id, terms.office_id, nullif(f.field, '') as field,
         f.opened_on <= %(on)s as is_opened,
         coverage.kind as coverage,
         earlier_coverage.id is not null as covered_before,
         standing.state, standing.reason as state_reason,
         pension.id is not null as is_on_pension,
         delegation.centre_id,
         earlier_delegation.case_file_id is not null as was_delegated,
         nullif(residence.area, '') as area, residence.county_id,
         nullif(head.sex, '') as head_sex,
         elsewhere.household_id is not null as is_covered_elsewhere,
         coalesce(elsewhere.is_allowed, false) as is_overlap_allowed,
         case
           when (select app_centre_id() is not null)
                and f.household_id <> all ((select app_sighted_household_ids('walk'))::bigint[]) then null
           when standing.state = 'visit' and (seen.last_on is null or seen.last_on < standing.valid_from)
             then standing.valid_from + terms.first_days - %(on)s::date
           when standing.state in ('active', 'review', 'suspended')
             then (greatest(coalesce(served.since, f.opened_on), seen.last_on) + make_interval(months => least(
                    terms.usual, case when home.is_alone_elderly then terms.alone_elderly end,
                    case when home.has_orphans then terms.orphans end,
                    case when residence.area = 'rural' then terms.rural end)))::date - %(on)s::date
         end as visit_in_days
  from casework_casefile f
  left join answered on answered.household_id = f.household_id
  join terms on terms.office_id = coalesce(answered.office_id, f.office_id)
  left join casework_coverage coverage on coverage.case_file_id = f.id
    and coverage.valid_from <= %(on)s and (coverage.valid_until is null or coverage.valid_until > %(on)s)
  left join casework_coverage earlier_coverage on earlier_coverage.case_file_id = f.id
    and earlier_coverage.valid_from <= %(year_before)s
    and (earlier_coverage.valid_until is null or earlier_coverage.valid_until > %(year_before)s)
  left join casework_filestanding standing on standing.case_file_id = f.id
    and standing.valid_from <= %(on)s and (standing.valid_until is null or standing.valid_until > %(on)s)
  left join casework_pensionreceipt pension on pension.case_file_id = f.id
    and pension.valid_from <= %(on)s and (pension.valid_until is null or pension.valid_until > %(on)s)
  left join (
    -- A file whose services are with several centres is one delegated file, counted with the first of them.
    select case_file_id, min(centre_id) as centre_id from casework_delegation
      where office_id = any (%(reach)s) and valid_from <= %(on)s and (valid_until is null or valid_until > %(on)s)
      group by case_file_id
  ) delegation on delegation.case_file_id = f.id
  left join (
    select case_file_id from casework_delegation
      where office_id = any (%(reach)s) and valid_from <= %(year_before)s
        and (valid_until is null or valid_until > %(year_before)s)
      group by case_file_id
  ) earlier_delegation on earlier_delegation.case_file_id = f.id
  left join registry_residence residence on residence.household_id = f.household_id
    and residence.valid_from <= %(on)s and (residence.valid_until is null or residence.valid_until > %(on)s)
  left join member head on head.household_id = f.household_id and head.is_head
  left join home on home.household_id = f.household_id
  left join (
    -- What the other agency's cover tells, by links of persons (overlap/sql/elsewhere.sql).
    select household_id, bool_and(is_allowed) as is_allowed from app_covered_elsewhere(%(on)s::date)
      group by household_id
  ) elsewhere on elsewhere.household_id = f.household_id
  left join (
    select case_file_id, max(came_on) as last_on from casework_homevisit
      where office_id = any (%(reach)s) and state = 'done' and came_on <= %(on)s
        and came_told_at < (%(on)s::date + 1)::timestamp at time zone 'Asia/Tehran'
      group by case_file_id
  ) seen on seen.case_file_id = f.id
  left join (
    select case_file_id, max(valid_until) as since from casework_filestanding
      where office_id = any (%(reach)s) and state not in ('active', 'review', 'suspended')
        and valid_until <= %(on)s
      group by case_file_id
  ) served on served.case_file_id = f.id
  where f.office_id = any (%(reach)s)
    and not exists (select from registry_household h where h.id = f.household_id and h.merged_into_id is not null)
    and (%(centre)s::bigint is null or f.household_id = any ((select app_sighted_household_ids())::bigint[]))
),
person as (
  select member.person_id, member.household_id, member.is_head, nullif(member.sex, '') as sex, member.is_elderly,
         coalesce(circumstances.is_pupil, false) as is_pupil,
         coalesce(circumstances.is_student, false) as is_student,
         coalesce(circumstances.is_patient, false) as is_patient,
         family.office_id, family.field, family.coverage, family.state, family.centre_id, family.area,
         family.county_id, family.file_id
  from family
  join member on member.household_id = family.household_id
  left join circumstances on circumstances.person_id = member.person_id
  where family.coverage is not null or family.state in ('active', 'review')
),
centre as (
  select c.id as centre_id, c.office_id, coalesce(nullif(c.speciality, ''), c.kind) as kind,
         coalesce(place.county_id, place.id) as county_id
  from organisations_centre c
  join organisations_centrestanding standing on standing.centre_id = c.id and standing.standing = 'active'
    and standing.valid_from <= %(on)s and (standing.valid_until is null or standing.valid_until > %(on)s)
  left join places_place place on place.id = c.place_id
  where c.office_id = any (%(offices)s) and (%(centre)s::bigint is null or c.id = %(centre)s)
),
worker as (
  select distinct on (post.staff_id) post.staff_id as worker_id, c.office_id, c.id as centre_id
  from organisations_post post
  join organisations_centre c on c.id = post.centre_id
  where post.role = 'centre_worker' and c.office_id = any (%(offices)s)
    and post.valid_from <= %(on)s and (post.valid_until is null or post.valid_until > %(on)s)
    and (%(centre)s::bigint is null or c.id = %(centre)s)
  order by post.staff_id, post.id
),
hand_over as (
  select d.id as delegation_id, d.household_id, terms.office_id, d.centre_id,
         extract(epoch from d.begun_at - d.sent_at) / 86400 as days
  from casework_delegation d
  join terms on terms.office_id = coalesce((
    select f.answered_by_id from registry_formeroffice f
      where f.household_id = d.household_id and f.until > (d.begun_at at time zone 'Asia/Tehran')::date
      order by f.until limit 1), d.office_id)
  where d.office_id = any (%(reach)s) and d.sent_at is not null
    and d.begun_at >= (%(year_before)s::date + 1)::timestamp at time zone 'Asia/Tehran'
    and d.begun_at < (%(on)s::date + 1)::timestamp at time zone 'Asia/Tehran'
    and (%(centre)s::bigint is null or d.centre_id = %(centre)s)
)
