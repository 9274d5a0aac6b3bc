-- What the year up to the day of planting holds of one demo office: who left, who came back and asks, who is held
-- back, which files went to centres, and every visit; laid by sets, from the families just planted.
-- Nothing here touches a day of the published reports. `luck` draws the same lot for a file on every machine.
-- Parameters: today, offices, report_day, first_centre (null where there are none), reentering (the share of left
-- families that ask again, of 1024).
create or replace function pg_temp.luck(file_id bigint, draw int, faces int) returns int language sql immutable as
  $$ select ((hashint8(file_id * 97 + draw) & 2147483647) %% faces)::int $$;

create or replace function pg_temp.at_hour(day date, hours float) returns timestamptz language sql stable as
  $$ select day::timestamp at time zone 'Asia/Tehran' + make_interval(secs => hours * 3600) $$;

drop table if exists lately_left, on_the_way, walk, worker_of;

create temp table worker_of on commit drop as
  select p.office_id, array_agg(p.staff_id order by p.staff_id) as staff_ids from organisations_post p
  where p.role = 'caseworker' and p.office_id = any (%(offices)s) group by p.office_id;

-- Families that left within the year, most of them standing on their own.
create temp table lately_left on commit drop as
  select f.id as file_id, f.household_id, f.agency_id, f.office_id,
         -- most long enough ago that their letters were written elsewhere
         %(today)s::date - case when pg_temp.luck(f.id, 41, 100) < 2 then 4 + pg_temp.luck(f.id, 2, 55)
           else 62 + pg_temp.luck(f.id, 2, 290) end as left_on,
         (array['self_reliant', 'self_reliant', 'self_reliant', 'self_reliant', 'employed', 'employed', 'insured',
                'income_above', 'income_above', 'moved_away'])[1 + pg_temp.luck(f.id, 3, 10)] as reason
  from casework_casefile f
  join casework_filestanding s on s.case_file_id = f.id and s.valid_until is null and s.state = 'active'
  where f.office_id = any (%(offices)s) and f.opened_on < %(today)s::date - 800 and pg_temp.luck(f.id, 1, 1000) < 46
    and not exists (select from casework_delegation d where d.case_file_id = f.id and d.valid_from > %(today)s::date - 400);

update casework_filestanding s set valid_until = l.left_on from lately_left l where s.case_file_id = l.file_id and s.valid_until is null;

update casework_coverage c set valid_until = l.left_on from lately_left l where c.case_file_id = l.file_id and c.valid_until is null;

update casework_pensionreceipt p set valid_until = l.left_on from lately_left l where p.case_file_id = l.file_id and p.valid_until is null;

update casework_delegation d set valid_until = l.left_on from lately_left l where d.case_file_id = l.file_id and d.valid_until is null;

insert into casework_filestanding (agency_id, office_id, case_file_id, household_id, state, reason, valid_from)
  select agency_id, office_id, file_id, household_id, 'inactive', reason, left_on from lately_left;

-- Families that had left and ask again: each stands somewhere between its request and its answer.
create temp table on_the_way on commit drop as
  select *, greatest(1, (%(today)s::date - asked_on) / steps) as gap,
         (array['requested', 'inquiry', 'visit', 'documents', 'committee', case when pg_temp.luck(file_id, 6, 5) = 0
          then 'refused' else 'waiting' end])[:steps] as path
  from (
    select f.id as file_id, f.household_id, f.agency_id, f.office_id, %(today)s::date - 8 - pg_temp.luck(f.id, 4, 50) as asked_on,
           1 + pg_temp.luck(f.id, 5, 6) as steps
    from casework_casefile f
    join casework_filestanding s on s.case_file_id = f.id and s.valid_until is null and s.state = 'inactive'
    where f.office_id = any (%(offices)s) and s.reason <> 'died' and s.valid_from < %(today)s::date - 500
      and pg_temp.luck(f.id, 7, 1024) < %(reentering)s
  ) asked;

update casework_filestanding s set valid_until = w.asked_on from on_the_way w where s.case_file_id = w.file_id and s.valid_until is null;

insert into casework_filestanding (agency_id, office_id, case_file_id, household_id, state, reason, valid_from, valid_until)
  select agency_id, office_id, file_id, household_id, path[step],
         case path[step] when 'requested' then 'asked_again' when 'waiting' then 'no_credit'
           when 'refused' then 'income_above' else 'proceeding' end,
         asked_on + (step - 1) * gap, case when step < steps then asked_on + step * gap end
  from on_the_way, generate_series(1, steps) step;

update casework_casefile f set caseworker_id = o.staff_ids[1 + pg_temp.luck(f.id, 8, cardinality(o.staff_ids))]
  from on_the_way w join worker_of o using (office_id) where f.id = w.file_id;

insert into casework_request (agency_id, office_id, case_file_id, household_id, kind, said, came_on, referrer,
    immediate_aid, received_at, token, answered_on, answer)
  select agency_id, office_id, file_id, household_id, kind,
         (array['کار فصلی‌ام تمام شده و دو ماه است درآمدی نداریم.', 'همسرم زمین‌گیر شده و هزینه دارو را نمی‌رسانم.',
                'صاحب‌خانه جواب‌مان کرده و پول پیش نداریم.', 'دخترم دانشگاه قبول شده و از عهده هزینه رفت‌وآمد برنمی‌آییم.',
                'کارگاهی که در آن کار می‌کردم بسته شد.', 'سیل به خانه‌مان آسیب زده است.'])[1 + pg_temp.luck(file_id, 9, 6)],
         asked_on, case kind when 'referral' then 'دهیاری' when 'neighbour' then 'همسایه دیواربه‌دیوار' else '' end, '',
         pg_temp.at_hour(asked_on, 9 + pg_temp.luck(file_id, 10, 40) / 10.0), md5('request ' || file_id)::uuid,
         case when path[steps] = 'refused' then asked_on + steps * gap end,
         case when path[steps] = 'refused' then 'در کمیته رد شد؛ نامه داده می‌شود.' else '' end
  from (select *, (array['self', 'self', 'self', 'neighbour', 'referral'])[1 + pg_temp.luck(file_id, 11, 5)] as kind from on_the_way) told;

-- A few are held back until something is cleared up, a few are looked at again.
with held as (
  update casework_filestanding s
    set valid_until = %(today)s::date - case when pg_temp.luck(s.case_file_id, 13, 12) = 0 then 5
      else 62 + pg_temp.luck(s.case_file_id, 13, 110) end
    where s.office_id = any (%(offices)s) and s.state = 'active' and s.valid_until is null
      and s.valid_from < %(today)s::date - 200 and pg_temp.luck(s.case_file_id, 12, 1000) < 14
    returning s.*
)
insert into casework_filestanding (agency_id, office_id, case_file_id, household_id, state, reason, valid_from)
  select agency_id, office_id, case_file_id, household_id,
         case when pg_temp.luck(case_file_id, 12, 1000) < 5 then 'suspended' else 'review' end,
         case when pg_temp.luck(case_file_id, 12, 1000) >= 5 then 'review_due' else
           (array['no_show', 'visit_refused', 'papers_missing', 'doubt'])[1 + pg_temp.luck(case_file_id, 14, 4)] end,
         valid_until
  from held;

-- Who is walked with today: how often the rule asks for a visit, and by whom it is made.
create temp table walk on commit drop as
  with living as (
    select m.household_id, count(*) as people, max(p.birth_on) as born_on from registry_membership m
    join registry_person p on p.id = m.person_id
    where m.office_id = any (%(offices)s) and m.valid_until is null and p.died_on is null group by 1
  ), orphaned as (
    select distinct m.household_id from registry_circumstance c join registry_membership m on m.person_id = c.person_id
    where c.office_id = any (%(offices)s) and c."group" = 'orphan' and c.valid_from <= %(today)s
      and (c.valid_until is null or c.valid_until > %(today)s) and m.valid_until is null
  )
  select f.id as file_id, f.household_id, f.agency_id, f.office_id, f.number, f.opened_on, f.caseworker_id as worker_id,
         coalesce(staff.full_name, '') as worker_name, d.centre_id, living.people,
         least(12, case when living.people = 1 and living.born_on < %(today)s::date - interval '60 years' then 3 end,
               case when orphaned.household_id is not null then 6 end, case when r.area = 'rural' then 6 end) as months
  from casework_casefile f
  join casework_filestanding s on s.case_file_id = f.id and s.valid_until is null
    and s.state in ('active', 'review', 'suspended')
  join living on living.household_id = f.household_id
  left join orphaned on orphaned.household_id = f.household_id
  left join registry_residence r on r.household_id = f.household_id and r.valid_until is null
  left join casework_delegation d on d.case_file_id = f.id and d.valid_until is null
  left join organisations_staff staff on staff.id = f.caseworker_id
  where f.office_id = any (%(offices)s);

analyze walk;

-- Files handed to centres of their county within the year, the latest of them still on their way.
insert into casework_delegation (agency_id, office_id, case_file_id, household_id, centre_id, reason, valid_from, step,
    sent_at, received_at, answered_at, begun_at, minutes)
  select agency_id, office_id, file_id, household_id, centre_id, 'نزدیک‌ترین مرکز', (sent_at at time zone 'Asia/Tehran')::date, step,
         sent_at, case when step <> 'sent' then sent_at + wait end,
         case when step in ('accepted', 'in_work') then sent_at + wait * 2 end,
         case when step = 'in_work' then sent_at + wait * 3 end,
         case when step = 'in_work' then 'پرونده با پیوست‌ها تحویل شد.' else '' end
  from (
    select w.*, c.centre_ids[1 + pg_temp.luck(w.file_id, 16, cardinality(c.centre_ids))] as centre_id,
           case when pg_temp.luck(w.file_id, 15, 1000) < 4 then
             (array['sent', 'sent', 'received', 'accepted'])[1 + pg_temp.luck(w.file_id, 17, 4)] else 'in_work' end as step,
           make_interval(hours => 20 + pg_temp.luck(w.file_id, 18, 46)) as wait,
           pg_temp.at_hour(%(today)s::date - case when pg_temp.luck(w.file_id, 15, 1000) < 4 then case when pg_temp.luck(w.file_id, 17, 4) < 2
               then 1 + pg_temp.luck(w.file_id, 40, 4) else 7 + pg_temp.luck(w.file_id, 40, 3) end else 12 + pg_temp.luck(w.file_id, 19, 330) end,
             9 + pg_temp.luck(w.file_id, 20, 6)) as sent_at
    from (select agency_id, office_id, household_id, file_id from walk where centre_id is null and opened_on < %(today)s::date - 400) w
    join (
      select c.office_id, array_agg(c.id order by c.id) || array_fill(%(first_centre)s::bigint,
               array[case when bool_or(c.id = %(first_centre)s) then 8 else 0 end]) as centre_ids
      from organisations_centre c join organisations_centrestanding s on s.centre_id = c.id and s.standing = 'active' and s.valid_until is null
      where c.office_id = any (%(offices)s) group by c.office_id
    ) c on c.office_id = w.office_id
    where pg_temp.luck(w.file_id, 15, 1000) < 45
  ) sent;

-- Visits: the first before the family came in, one in the year before the report, and the last by the rule of today.
insert into casework_homevisit (agency_id, office_id, case_file_id, household_id, kind, state, asked_why, visitor_id, visitor_name,
    centre_id, came_on, came_told_at, outcome_note, asked_at, asked_by_name, token)
  select agency_id, office_id, file_id, household_id, kind, 'done', '', worker_id, worker_name, centre_id, came_on,
         pg_temp.at_hour(came_on, 15), '', pg_temp.at_hour(came_on - 3, 10), '', md5(turn || ' visit ' || file_id)::uuid
  from (
    select 'early' as turn, f.agency_id, f.office_id, f.id as file_id, f.household_id, 'first' as kind, null::bigint as worker_id, '' as worker_name,
           null::bigint as centre_id, f.opened_on - 2 - pg_temp.luck(f.id, 21, 12) as came_on
    from casework_casefile f where f.office_id = any (%(offices)s)
    union all
    select 'report', f.agency_id, f.office_id, f.id, f.household_id, 'periodic', null, '', null,
           %(report_day)s::date - pg_temp.luck(f.id, 22, least(105, %(report_day)s::date - f.opened_on))
    from casework_casefile f
    join casework_filestanding s on s.case_file_id = f.id and s.state = 'active' and s.valid_from <= %(report_day)s
      and (s.valid_until is null or s.valid_until > %(report_day)s)
    where f.office_id = any (%(offices)s) and f.opened_on < %(report_day)s::date - 20
    union all
    select 'late', agency_id, office_id, file_id, household_id, 'periodic', worker_id, worker_name, centre_id,
           greatest(opened_on + 3, %(today)s::date - 1 - case when pg_temp.luck(file_id, 23, 100) < 7
             then months * 30 + pg_temp.luck(file_id, 24, 50) else pg_temp.luck(file_id, 24, least(170, months * 30 - 6)) end)
    from walk
    union all
    select 'again', w.agency_id, w.office_id, w.file_id, w.household_id, 'first', null, '', null, w.asked_on + 2 * w.gap + 1
    from on_the_way w where w.steps > 3
  ) came where came_on < %(today)s::date;

insert into casework_homevisit (agency_id, office_id, case_file_id, household_id, kind, state, asked_why, due_on, arranged_for, visitor_id,
    visitor_name, outcome_note, asked_at, asked_by_name, token)
  select agency_id, office_id, file_id, household_id, 'follow_up', case when pg_temp.luck(file_id, 26, 2) = 0 then 'arranged' else 'due' end,
         (array['پیگیری درمان مادر خانواده', 'تعمیر سقف پیش از زمستان', 'غیبت فرزند از مدرسه', 'گفت‌وگو درباره کار'])[1 + pg_temp.luck(file_id, 27, 4)],
         %(today)s::date + 12, case when pg_temp.luck(file_id, 26, 2) = 0 then %(today)s::date + pg_temp.luck(file_id, 28, 12) - 1 end,
         worker_id, worker_name, '', pg_temp.at_hour(%(today)s::date - 5, 11), worker_name, md5('asked ' || file_id)::uuid
  from walk where worker_id is not null and pg_temp.luck(file_id, 25, 1000) < 10;

-- How some stood a year ago and stand now, domain by domain.
insert into casework_assessment (agency_id, office_id, case_file_id, household_id, number, "on", income, employment, housing, food, health,
    mind, education, child_care, family, social, legal, mobility, notes, causes, causes_note, strengths, income_rial,
    assessed_by_id, assessed_by_name, assessed_at, token)
  select agency_id, office_id, file_id, household_id, number, day, least(5, low), least(5, low + luck %% 2), least(5, low + 1),
         least(5, low + 2), least(5, low + luck %% 3), least(5, low + 1), least(5, low + 2), case when people > 1 then least(5, low + 2) end,
         least(5, low + 1 + luck %% 2), least(5, low + luck %% 2 + 1), least(5, low + 2), least(5, low + 1), '{}',
         case luck %% 3 when 0 then array['economic', 'social'] when 1 then array['economic', 'educational'] else array['economic'] end, '',
         (array['خیاطی را خوب می‌داند.', 'همسایه‌ها کنارش هستند.', 'فرزند بزرگ پشتکار دارد.', 'باغچه و دام دارد.'])[1 + luck %% 4],
         (28 + luck %% 30 + 25 * (number - 1)) * 1000000::bigint, worker_id, worker_name, pg_temp.at_hour(day, 16),
         md5('assessment ' || number || ' ' || file_id)::uuid
  from (
    select w.agency_id, w.office_id, w.file_id, w.household_id, w.people, w.worker_id, w.worker_name, turn as number,
           pg_temp.luck(file_id, 31, 60) as luck,
           1 + pg_temp.luck(file_id, 32, 2) + (turn - 1) * (1 + pg_temp.luck(file_id, 33, 2)) as low,
           %(today)s::date - case turn when 1 then 330 + pg_temp.luck(file_id, 34, 120) else 8 + pg_temp.luck(file_id, 34, 120) end as day
    from walk w, generate_series(1, 2) turn where opened_on < %(today)s::date - 500 and pg_temp.luck(file_id, 30, 1000) < 60
  ) seen;

insert into casework_plan (agency_id, office_id, case_file_id, household_id, version, state, assessment_id, commitments, begun_on,
    proposed_by_id, proposed_by_name, proposed_at, approved_by_name, approved_at, approved_on, returned_why)
  select a.agency_id, a.office_id, a.case_file_id, a.household_id, 1, case when is_new then 'proposed' else 'approved' end, a.id,
         'هر ماه دفتر درآمد را می‌آوریم.', a."on" + 6, a.assessed_by_id, a.assessed_by_name, pg_temp.at_hour(a."on" + 8, 10),
         case when is_new then '' else 'رئیس اداره' end, case when not is_new then pg_temp.at_hour(a."on" + 12, 12) end,
         case when not is_new then a."on" + 12 end, ''
  from (select *, pg_temp.luck(case_file_id, 36, 100) < 3 as is_new from casework_assessment where office_id = any (%(offices)s)) a
  where a.number = case when is_new then 2 else 1 end and pg_temp.luck(a.case_file_id, 35, 100) < 60;

insert into casework_goal (agency_id, office_id, case_file_id, household_id, plan_id, domain, wish, target_score)
  select p.agency_id, p.office_id, p.case_file_id, p.household_id, p.id, told.domain, told.wish, 4
  from casework_plan p, (values ('employment', 'کار پیوسته‌ای که خرج خانه را بدهد'), ('income', 'دخلی که به آخر ماه برسد')) told (domain, wish)
  where p.office_id = any (%(offices)s);

insert into casework_planstep (agency_id, office_id, case_file_id, household_id, goal_id, what, taken_by, taken_by_whom, due_on, done_on,
    evidence, dropped_why, closed_by_name)
  select g.agency_id, g.office_id, g.case_file_id, g.household_id, g.id, told.what, told.taken_by, '',
         case when told.is_done then p.begun_on + 60 else %(today)s::date - 4 + pg_temp.luck(g.case_file_id, 37, 60) end,
         case when told.is_done and p.state = 'approved' then p.begun_on + 50 end,
         case when told.is_done and p.state = 'approved' then told.evidence else '' end, '',
         case when told.is_done and p.state = 'approved' then p.proposed_by_name else '' end
  from casework_goal g join casework_plan p on p.id = g.plan_id
  join (values ('employment', 'ثبت‌نام در دوره مهارت‌آموزی', 'family', true, 'گواهی فنی‌وحرفه‌ای'),
               ('employment', 'معرفی به کارگاه محله', 'worker', false, ''),
               ('income', 'گشودن حساب پس‌انداز', 'family', true, 'برگه گشایش حساب')) told (domain, what, taken_by, is_done, evidence)
    on told.domain = g.domain
  where g.office_id = any (%(offices)s);

insert into casework_review (agency_id, office_id, case_file_id, household_id, plan_id, due_on, held_on, held_at, outcome, findings,
    held_by_id, held_by_name, next_due_on, token)
  select agency_id, office_id, case_file_id, household_id, id, held_on, held_on, pg_temp.at_hour(held_on, 13),
         case pg_temp.luck(case_file_id, 39, 4) when 0 then 'change_plan' else 'go_on' end,
         'گام‌ها پیش رفته است؛ گام بعدی بازار کار است.', proposed_by_id, proposed_by_name, held_on + 182, md5('review ' || id)::uuid
  from (select *, %(today)s::date - 5 - pg_temp.luck(case_file_id, 38, 185) as held_on from casework_plan
        where office_id = any (%(offices)s) and state = 'approved') p;

-- Every state a file came to, told as the move that brought it there.
insert into casework_filemove (agency_id, office_id, case_file_id, household_id, from_state, to_state, reason, note, "on", at, moved_by_id,
    moved_by_name, is_correction)
  select agency_id, office_id, case_file_id, household_id,
         coalesce(lag(state) over (partition by case_file_id order by valid_from, id), ''), state, reason, '', valid_from,
         pg_temp.at_hour(valid_from, 10), null, '', false
  from casework_filestanding where office_id = any (%(offices)s)
