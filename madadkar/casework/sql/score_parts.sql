-- What a score is made of, a line a centre: how much of how much for each part, as of a day, a year back.
-- A corrective action that waits for its check, or whose day has not gone by, speaks neither for nor against.
with centre as (select id, capacity from organisations_centre where id = any (%(centres)s)),
delegated as (
  select distinct d.centre_id, d.case_file_id from casework_delegation d
   where d.centre_id = any (%(centres)s) and d.valid_from <= %(on)s
     and (d.valid_until is null or d.valid_until > %(on)s)),
visited as (
  select g.centre_id, count(*) as files,
         count(*) filter (where exists (
           select from casework_homevisit v where v.case_file_id = g.case_file_id and v.state = 'done'
              and v.came_on > %(since)s and v.came_on <= %(on)s)) as visited
    from delegated g group by g.centre_id),
inspection as (
  select distinct on (centre_id) centre_id, points from casework_inspection
   where centre_id = any (%(centres)s) and state = 'held' and held_on > %(since)s and held_on <= %(on)s
   order by centre_id, held_on desc, id desc),
review as (
  select distinct on (centre_id) centre_id, id from casework_filereview
   where centre_id = any (%(centres)s) and finished_on > %(since)s and finished_on <= %(on)s
   order by centre_id, finished_on desc, id desc),
judged as (
  select r.centre_id, count(*) as files, count(*) filter (where s.verdict = 'in_order') as in_order
    from review r join casework_sampledfile s on s.review_id = r.id group by r.centre_id),
corrected as (
  select centre_id, count(*) as due,
         count(*) filter (where state = 'checked' and done_on <= due_on) as in_time
    from casework_correctiveaction
   where centre_id = any (%(centres)s) and due_on > %(since)s
     and (state = 'checked' or state = 'open' and due_on < %(on)s)
   group by centre_id),
content as (
  select centre_id, count(*) as answers, sum(score - 1) as points from casework_surveyanswer
   where centre_id = any (%(centres)s) and outcome = 'answered' and asked_on > %(since)s and asked_on <= %(on)s
   group by centre_id)
select c.id,
       (select count(*) from jsonb_each_text(i.points) as p (code, met) where p.met = 'yes'),
       (select count(*) from jsonb_each_text(i.points) as p (code, met) where p.met in ('yes', 'no')),
       coalesce(j.in_order, 0), coalesce(j.files, 0),
       coalesce(k.in_time, 0), coalesce(k.due, 0),
       coalesce(v.visited, 0), coalesce(v.files, 0),
       coalesce(t.points, 0), 4 * coalesce(t.answers, 0),
       case when c.capacity is null then 0 else least(c.capacity, coalesce(v.files, 0)) end,
       case when c.capacity is null then 0 else coalesce(v.files, 0) end
  from centre c
  left join inspection i on i.centre_id = c.id left join judged j on j.centre_id = c.id
  left join corrected k on k.centre_id = c.id left join visited v on v.centre_id = c.id
  left join content t on t.centre_id = c.id
 order by c.id
