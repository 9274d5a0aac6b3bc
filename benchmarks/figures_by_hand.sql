-- All figures of one office on one day, as one statement written by hand: no row-level security, constants in
-- place, each table of the office read as few times as its indexes allow.
with living as materialized (
  select m.household_id, m.person_id, m.is_head, p.sex = 'female' as is_woman, p.birth_on <= %(elderly_by)s as is_elderly
  from registry_membership m join registry_person p on p.id = m.person_id
  where m.office_id = %(office)s and p.office_id = %(office)s and p.merged_into_id is null
    and m.valid_from <= %(on)s and (m.valid_until is null or m.valid_until > %(on)s)
    and (p.died_on is null or p.died_on > %(on)s)
),
whole as materialized (
  select f.household_id, f.opened_on, c.id as covered, b.id as before, s.state, s.reason, q.id as pension,
    d.centre_id, e.id as delegated_before, r.area = 'rural' as is_rural, l.is_woman
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
    count(delegated_before)
  from whole
),
told as (
  select person_id, bool_or("group" = 'pupil') as pupil, bool_or("group" = 'student') as student,
    bool_or("group" in ('special_patient', 'hard_patient', 'cancer_patient')) as patient
  from registry_circumstance
  where office_id = %(office)s and "group" in ('pupil', 'student', 'special_patient', 'hard_patient', 'cancer_patient')
    and valid_from <= %(on)s and (valid_until is null or valid_until > %(on)s)
  group by 1
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
)
select * from families, persons, centres
