-- All figures of one office on one day, as one statement written by hand: no row-level security, constants in
-- place, each table of the office read as few times as its indexes allow.
with living as materialized (
  select m.household_id, m.person_id, m.is_head, p.sex = 'female' as is_woman, p.birth_on <= %(elderly_by)s as is_elderly
  from registry_membership m join registry_person p on p.id = m.person_id
  where m.office_id = %(office)s and p.office_id = %(office)s and p.merged_into_id is null
    and m.valid_from <= %(on)s and (m.valid_until is null or m.valid_until > %(on)s)
    and (p.died_on is null or p.died_on > %(on)s)
),
told as (
  select person_id, bool_or("group" = 'pupil') as pupil, bool_or("group" = 'student') as student,
    bool_or("group" in ('special_patient', 'hard_patient', 'cancer_patient')) as patient, bool_or("group" = 'orphan') as orphan
  from registry_circumstance
  where office_id = %(office)s and "group" in ('pupil', 'student', 'orphan', 'special_patient', 'hard_patient', 'cancer_patient')
    and valid_from <= %(on)s and (valid_until is null or valid_until > %(on)s)
  group by 1
),
home as (
  select household_id, count(*) = 1 and bool_and(is_elderly) as alone, bool_or(orphan) as orphans
  from living left join told using (person_id) group by 1
),
-- The office's families that another agency covers too, as links of persons tell, and whether that is allowed: as
-- the case of the two says, and where there is none, occasional help beside another cover with one pension at most.
linked as (
  select left_person_id as own, right_person_id as other from matching_link
    where left_office_id = %(office)s and valid_until is null
  union all
  select right_person_id, left_person_id from matching_link
    where right_office_id = %(office)s and valid_until is null
),
doubly as (
  select distinct m.household_id, mine.id as own_file, theirs.id as other_file,
    (c.kind = 'occasional' or coalesce(o.kind = 'occasional', false)) and (p.id is null or q.id is null) as is_beside
  from linked
  join registry_membership m on m.person_id = linked.own and m.office_id = %(office)s
    and m.valid_from <= %(on)s and (m.valid_until is null or m.valid_until > %(on)s)
  join casework_casefile mine on mine.household_id = m.household_id
  join registry_membership t on t.person_id = linked.other
    and t.valid_from <= %(on)s and (t.valid_until is null or t.valid_until > %(on)s)
  join casework_casefile theirs on theirs.household_id = t.household_id
  join casework_coverage c on c.case_file_id = theirs.id
    and c.valid_from <= %(on)s and (c.valid_until is null or c.valid_until > %(on)s)
  left join casework_coverage o on o.case_file_id = mine.id
    and o.valid_from <= %(on)s and (o.valid_until is null or o.valid_until > %(on)s)
  left join casework_pensionreceipt p on p.case_file_id = mine.id
    and p.valid_from <= %(on)s and (p.valid_until is null or p.valid_until > %(on)s)
  left join casework_pensionreceipt q on q.case_file_id = theirs.id
    and q.valid_from <= %(on)s and (q.valid_until is null or q.valid_until > %(on)s)
  where not exists (select from registry_household h where h.id = t.household_id and h.merged_into_id is not null)
    and not exists (select from casework_discretion d where d.case_file_id = theirs.id and d.valid_from <= current_date
      and (d.valid_until is null or d.valid_until > current_date))
),
joint as (
  select a.case_file_id as own_file, b.case_file_id as other_file,
    bool_or(k.allowed_from <= %(on)s and (k.allowed_until is null or k.allowed_until > %(on)s)
      or (select s.to_state from overlap_overlapstep s where s.case_id = k.id and s."on" <= %(on)s
            order by s.id desc limit 1) = 'allowed') as is_allowed
  from overlap_overlapcase k
  join overlap_overlapside a on a.case_id = k.id and a.office_id = %(office)s
  join overlap_overlapside b on b.case_id = k.id and b.id <> a.id
  where k.state <> 'not_same' and k.overlap_from <= %(on)s and (k.closed_on is null or k.closed_on > %(on)s)
  group by 1, 2
),
elsewhere as (
  select doubly.household_id, bool_and(case when joint.own_file is null then is_beside
                                          else coalesce(is_allowed, false) end) as is_allowed
  from doubly left join joint using (own_file, other_file) group by 1
),
whole as materialized (
  select f.household_id, f.opened_on, c.id as covered, b.id as before, s.state, s.reason, q.id as pension,
    d.centre_id, e.id as delegated_before, r.area = 'rural' as is_rural, l.is_woman,
    x.household_id as elsewhere, coalesce(x.is_allowed, false) as is_allowed,
    case when s.state in ('active', 'review', 'suspended') then (greatest(coalesce(w.since, f.opened_on), v.last_on)
      + make_interval(months => case when h.alone then 3 when h.orphans or r.area = 'rural' then 6 else 12 end))::date
      when s.state = 'visit' and (v.last_on is null or v.last_on < s.valid_from) then s.valid_from + 10 end as visit_on
  from casework_casefile f
  left join casework_coverage c on c.case_file_id = f.id and c.office_id = %(office)s
    and c.valid_from <= %(on)s and (c.valid_until is null or c.valid_until > %(on)s)
  left join casework_coverage b on b.case_file_id = f.id and b.office_id = %(office)s
    and b.valid_from <= %(before)s and (b.valid_until is null or b.valid_until > %(before)s)
  left join casework_filestanding s on s.case_file_id = f.id and s.office_id = %(office)s
    and s.valid_from <= %(on)s and (s.valid_until is null or s.valid_until > %(on)s)
  left join casework_pensionreceipt q on q.case_file_id = f.id and q.office_id = %(office)s
    and q.valid_from <= %(on)s and (q.valid_until is null or q.valid_until > %(on)s)
  left join casework_delegation d on d.case_file_id = f.id and d.office_id = %(office)s
    and d.valid_from <= %(on)s and (d.valid_until is null or d.valid_until > %(on)s)
  left join casework_delegation e on e.case_file_id = f.id and e.office_id = %(office)s
    and e.valid_from <= %(before)s and (e.valid_until is null or e.valid_until > %(before)s)
  left join registry_residence r on r.household_id = f.household_id and r.office_id = %(office)s
    and r.valid_from <= %(on)s and (r.valid_until is null or r.valid_until > %(on)s)
  left join living l on l.household_id = f.household_id and l.is_head
  left join home h on h.household_id = f.household_id
  left join elsewhere x on x.household_id = f.household_id
  left join (
    select case_file_id, max(came_on) as last_on from casework_homevisit
    where office_id = %(office)s and state = 'done' and came_on <= %(on)s and came_told_at < %(on)s::date + 1 group by 1
  ) v on v.case_file_id = f.id
  left join (
    select case_file_id, max(valid_until) as since from casework_filestanding
    where office_id = %(office)s and state not in ('active', 'review', 'suspended') and valid_until <= %(on)s group by 1
  ) w on w.case_file_id = f.id
  where f.office_id = %(office)s
    and not exists (select from registry_household h where h.id = f.household_id and h.merged_into_id is not null)
),
families as (
  select count(covered), count(*) filter (where covered is not null and is_woman),
    count(*) filter (where covered is not null and is_rural), count(before),
    count(*) filter (where before is not null and covered is null),
    count(*) filter (where before is not null and covered is null and reason in ('self_reliant', 'employed', 'insured')),
    count(*) filter (where opened_on <= %(on)s), count(*) filter (where state in ('active', 'review')),
    count(*) filter (where state in ('active', 'review') and pension is not null and is_woman), count(centre_id),
    count(delegated_before), count(*) filter (where visit_on between %(on)s and %(on)s::date + 30),
    count(*) filter (where visit_on < %(on)s),
    count(*) filter (where state in ('requested', 'emergency', 'inquiry', 'visit', 'documents', 'committee', 'waiting')),
    count(*) filter (where state = 'waiting'), count(*) filter (where state = 'suspended'),
    count(elsewhere) filter (where covered is not null), count(elsewhere) filter (where covered is not null and is_allowed),
    count(elsewhere) filter (where covered is not null and not is_allowed),
    count(*) filter (where state = 'waiting' and covered is null and elsewhere is null)
  from whole
),
persons as (
  select count(covered), count(*) filter (where covered is not null and is_elderly),
    count(*) filter (where covered is not null and (pupil or student)),
    count(*) filter (where covered is not null and pupil), count(*) filter (where covered is not null and student),
    count(*) filter (where covered is not null and patient), count(*) filter (where covered is not null and is_rural),
    count(*) filter (where state in ('active', 'review') and pupil), count(*) filter (where state = 'active' and student)
  from whole join living using (household_id) left join told using (person_id)
  where covered is not null or state in ('active', 'review')
),
centres as (
  select count(*) from organisations_centrestanding s join organisations_centre c on c.id = s.centre_id
  where c.office_id = %(office)s and s.standing = 'active'
    and s.valid_from <= %(on)s and (s.valid_until is null or s.valid_until > %(on)s)
),
workers as (
  select count(distinct p.staff_id) from organisations_post p join organisations_centre c on c.id = p.centre_id
  where p.role = 'centre_worker' and c.office_id = %(office)s
    and p.valid_from <= %(on)s and (p.valid_until is null or p.valid_until > %(on)s)
),
handed as (
  select count(*), coalesce(round((sum(extract(epoch from begun_at - sent_at)) / 86400)::numeric, 1), 0)
  from casework_delegation
  where office_id = %(office)s and sent_at is not null
    and begun_at >= %(before)s::date + 1 and begun_at < %(on)s::date + 1
)
select * from families, persons, centres, workers, handed
