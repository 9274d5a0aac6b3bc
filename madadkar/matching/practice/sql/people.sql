-- Invented families of a whole country, drawn by hashes of their number: the same seed makes the same people.
-- Two families in ten are of siblings: one surname, one father of the heads, mostly one village.
create or replace macro chance(a, b, salt) as
  (hash(getvariable('seed'), a, b, salt) % 1000000007) / 1000000007.0;
-- The place in a list whose n-th thing weighs 1 / (n + softened).
create or replace macro place_in(chance, things, softened) as
  cast(floor(softened * (pow(things / softened + 1, chance) - 1)) as int) % cast(things as int);

create or replace table family as
with numbered as (
  select range as f, range - (case when range % 10 = 1 then 1 else 0 end) as clan from range(getvariable('families')))
select f, clan,
  case when s < .11 then 1 when s < .37 then 2 when s < .66 then 3 when s < .91 then 4 when s < .98 then 5
    else 6 end as size,
  place_in(chance(clan, 0, 'surname'), getvariable('surnames'), 30.0) as surname,
  place_in(chance(clan, 0, 'father'), getvariable('men'), 12.0) as father,
  case when c < .6 then 'city' else 'village' end as area,
  case when c < .6 then place_in(chance(lives_as, 0, 'place'), getvariable('cities'), 20.0)
    else cast(floor(chance(lives_as, 0, 'place') * getvariable('villages')) as int) end as place,
  chance(f, 0, 'shared') as shared, chance(f, 0, 'couple') < .8 as is_couple, chance(f, 0, 'woman') < .2 as is_woman,
  cast(floor(1308 + 34 * (chance(f, 0, 'year') + chance(f, 1, 'year'))) as int) as year
from (select *, chance(f, 0, 'size') as s, chance(lives_as, 0, 'area') as c
        from (select *, case when chance(f, 0, 'near') < .8 then clan else f end as lives_as from numbered));

create or replace table member as
with listed as (
  select f.*, unnest(range(size)) as k from family f),
known as (
  select *, case when k = 0 then 'head' when k = 1 and is_couple then 'spouse' else 'child' end as relation from listed),
dated as (
  select *,
    case relation when 'head' then case when is_woman and not is_couple then 'f' else 'm' end
      when 'spouse' then 'f' else case when chance(f, k, 'sex') < .5 then 'm' else 'f' end end as sex,
    least(1399, year + case relation when 'head' then 0
      when 'spouse' then cast(floor(8 * chance(f, k, 'age')) as int)
      else 20 + cast(floor(6 * chance(f, 0, 'first child')) as int) + 3 * cast(k as int) end) as birth_year,
    1 + cast(floor(12 * chance(f, k, 'month')) as int) as month,
    1 + cast(floor(29 * chance(f, k, 'day')) as int) as day
  from known)
select row_number() over (order by f, k) as number, f, k, relation, sex, area, place, shared, size,
  printf('%04d%02d%02d', birth_year, month, day) as birth,
  case when relation = 'spouse' and chance(f, k, 'cousin') > .12
    then place_in(chance(f, k, 'surname'), getvariable('surnames'), 30.0) else surname end as surname,
  case when sex = 'm' then place_in(chance(f, k, 'given'), getvariable('men'), 12.0)
    else place_in(chance(f, k, 'given'), getvariable('women'), 12.0) end as given,
  case relation when 'head' then father when 'spouse' then place_in(chance(f, k, 'father'), getvariable('men'), 12.0)
    else case when is_woman and not is_couple then place_in(chance(f, 0, 'husband'), getvariable('men'), 12.0)
      else place_in(chance(f, 0, 'given'), getvariable('men'), 12.0) end end as father,
  case when birth_year <= 1381 and chance(f, k, 'has phone') < .75
    then '09' || lpad(cast(hash(getvariable('seed'), f, k, 'phone') % 1000000000 as text), 9, '0') else '' end as phone,
  'IR' || lpad(cast(hash(getvariable('seed'), f, 'sheba') % 1000000000000000 as text), 24, '0') as sheba
from dated;

create or replace table person as
select m.* exclude (surname, given, father, place, area),
  -- Seven digits that nobody shares: a step prime to ten million walks through all of them.
  '999' || lpad(cast((m.number * 7368787 + getvariable('seed')) % 10000000 as text), 7, '0') as code,
  s.name as last, case when m.sex = 'm' then gm.name else gw.name end as first, fa.name as father,
  case when m.area = 'city' then c.name else v.name end as place,
  case when m.area = 'city' then c.county else v.county end as county
from member m
join surname s on s.n = m.surname join man fa on fa.n = m.father
left join man gm on m.sex = 'm' and gm.n = m.given left join woman gw on m.sex = 'f' and gw.n = m.given
left join city c on m.area = 'city' and c.n = m.place left join village v on m.area = 'village' and v.n = m.place;
