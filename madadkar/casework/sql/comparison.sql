-- Centres beside each other as of a day, a line a centre; every number can be opened by queries/comparison.py.
with centre as (select id from organisations_centre where id = any (%(centres)s)),
delegation as (
  select centre_id, case_file_id, valid_from, valid_until from casework_delegation
   where centre_id = any (%(centres)s)),
now_with as (
  select distinct centre_id, case_file_id from delegation
   where valid_from <= %(on)s and (valid_until is null or valid_until > %(on)s)),
files as (
  select w.centre_id, count(*) as files,
         count(*) filter (where exists (
           select from casework_homevisit v where v.case_file_id = w.case_file_id and v.state = 'done'
              and v.came_on > %(since)s and v.came_on <= %(on)s
              and (v.came_told_at at time zone 'Asia/Tehran')::date <= %(on)s)) as visited
    from now_with w group by w.centre_id),
before as (
  select centre_id, count(distinct case_file_id) as files from delegation
   where valid_from <= %(since)s and (valid_until is null or valid_until > %(since)s) group by centre_id),
worker as (
  select centre_id, count(distinct staff_id) as workers from organisations_post
   where centre_id = any (%(centres)s) and role = 'centre_worker' and valid_from <= %(on)s
     and (valid_until is null or valid_until > %(on)s) group by centre_id),
empowered as (
  select d.centre_id, count(distinct m.case_file_id) as files
    from casework_filemove m join delegation d on d.case_file_id = m.case_file_id
     and d.valid_from <= m."on" and (d.valid_until is null or d.valid_until >= m."on")
   where m.to_state = 'inactive' and m.reason = any (%(empowered)s) and m."on" > %(since)s and m."on" <= %(on)s
   group by d.centre_id),
score as (
  select distinct on (centre_id) centre_id, points, grade, "on" from casework_centrescore
   where centre_id = any (%(centres)s) and "on" <= %(on)s order by centre_id, "on" desc),
handed as (
  select centre_id, count(*) as files, sum(extract(epoch from begun_at - sent_at)) / 86400 as days
    from casework_delegation
   where centre_id = any (%(centres)s) and sent_at is not null and begun_at is not null
     and (begun_at at time zone 'Asia/Tehran')::date > %(since)s
     and (begun_at at time zone 'Asia/Tehran')::date <= %(on)s
   group by centre_id),
overdue as (
  select centre_id, count(*) as actions from casework_correctiveaction
   where centre_id = any (%(centres)s) and asked_on <= %(on)s and due_on < %(on)s
     and (state = 'open' or state in ('done', 'checked') and done_on > %(on)s) group by centre_id)
select c.id, coalesce(f.files, 0), coalesce(b.files, 0), coalesce(w.workers, 0), coalesce(f.visited, 0),
       coalesce(e.files, 0), s.points, coalesce(s.grade, ''), s."on",
       coalesce(o.actions, 0), coalesce(h.files, 0), h.days
  from centre c
  left join files f on f.centre_id = c.id left join before b on b.centre_id = c.id
  left join worker w on w.centre_id = c.id left join empowered e on e.centre_id = c.id
  left join score s on s.centre_id = c.id left join handed h on h.centre_id = c.id
  left join overdue o on o.centre_id = c.id
