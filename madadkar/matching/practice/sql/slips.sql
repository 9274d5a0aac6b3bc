-- How one roster writes its people down, slips and all: the table `written`, for the side named by the variable.
create or replace macro slip(number, salt) as chance(number, getvariable('side'), salt);
create or replace macro one_of(number, salt, things) as
  cast(hash(getvariable('seed'), number, getvariable('side'), salt) % things as int);
create or replace macro letter_of(number, salt) as
  substr('ابپتجچحخدرزسشعفقکگلمنوهی', 1 + one_of(number, salt, 24), 1);
-- A letter lost, two swapped, another typed, one too many.
create or replace macro mistyped(name, spot, kind, letter) as
  case kind when 0 then left(name, spot - 1) || substr(name, spot + 1)
    when 1 then left(name, spot - 1) || substr(name, spot + 1, 1) || substr(name, spot, 1) || substr(name, spot + 2)
    when 2 then left(name, spot - 1) || letter || substr(name, spot + 1)
    else left(name, spot) || letter || substr(name, spot + 1) end;
create or replace macro typed(name, number, salt) as
  case when length(name) < 3 or slip(number, salt) >= getvariable('typo') then name
    else mistyped(name, 1 + one_of(number, salt || 'at', length(name) - 1), one_of(number, salt || 'kind', 4),
                  letter_of(number, salt)) end;
create or replace macro heard(name, number, salt) as
  case when slip(number, salt || 'heard') < getvariable('sound')
    then translate(name, 'صثذضظطحغ', 'سسزززتهق') else name end;
-- «محمدرضا» is called «رضا», «رضایی‌نژاد» «رضایی».
create or replace macro called(name, number, salt) as
  case when slip(number, salt || 'called') < getvariable('shorter')
    then regexp_replace(name, '^(محمد|امیر|علی|غلام)(.{3,})$', '\2') else name end;
create or replace macro cut(name, number, salt) as
  case when slip(number, salt || 'cut') < getvariable('shorter')
    then regexp_replace(name, '^(.{3,})(زاده|نژاد|پور|نیا|فر|لو|وند)$', '\1') else name end;
create or replace macro given(name, number, salt) as
  typed(called(heard(name, number, salt), number, salt), number, salt);
-- One wrong digit, or two swapped.
create or replace macro miscoded(code, number) as
  case when slip(number, 'wrong code') >= getvariable('code_wrong') then code
    else mistyped(code, 4 + one_of(number, 'digit at', 6), 1 + one_of(number, 'digit kind', 2),
                  cast(one_of(number, 'digit', 10) as text)) end;
-- The year alone, its first day, day and month swapped, a year beside, another day.
create or replace macro misdated(birth, number) as
  case when slip(number, 'year only') < getvariable('birth_year_only') then left(birth, 4) || '0000'
    when slip(number, 'conventional') < getvariable('birth_conventional') then left(birth, 4) || '0101'
    when slip(number, 'wrong birth') >= getvariable('birth_wrong') then birth
    when one_of(number, 'birth kind', 3) = 0 and substr(birth, 7, 2) <= '12'
      then left(birth, 4) || substr(birth, 7, 2) || substr(birth, 5, 2)
    when one_of(number, 'birth kind', 3) = 1
      then printf('%04d', cast(left(birth, 4) as int) - 1 + 2 * one_of(number, 'year', 2)) || substr(birth, 5)
    else left(birth, 6) || printf('%02d', 1 + one_of(number, 'day', 29)) end;
create or replace macro digits_of(number, salt, length) as
  lpad(cast(hash(getvariable('seed'), number, getvariable('side'), salt) % 1000000000 as text), length, '0');

create or replace table written as
select row_number() over (order by hash(getvariable('seed'), number, getvariable('side'))) as ref, number,
  getvariable('side') || f as household,
  given(first, number, 'first') as first,
  typed(cut(heard(last, number, 'last'), number, 'last'), number, 'last') as last,
  case when slip(number, 'father') < getvariable('father_missing') then ''
    else given(father, number, 'father') end as father,
  case when slip(number, 'code') < getvariable('code_missing') then '' else miscoded(code, number) end as code,
  misdated(birth, number) as birth,
  sex,
  case when slip(f, 'place') < getvariable('place_missing') then ''
    when slip(f, 'moved') < getvariable('place_other') then county else typed(place, f, 'place') end as place,
  county,
  case when slip(number, 'phone') < getvariable('phone_missing') then ''
    when slip(number, 'other phone') < getvariable('phone_other') then '09' || digits_of(number, 'phone', 9)
    else phone end as phone,
  case when k <> 0 or slip(f, 'sheba') < getvariable('sheba_missing') then ''
    when slip(f, 'other sheba') < getvariable('sheba_other') then 'IR' || digits_of(f, 'sheba', 24)
    else sheba end as sheba,
  size, k = 0 as is_head
from person
-- A family of both rosters is listed by both, or one half by each so that they share no person; others by one.
where slip(number, 'left out') >= .02 and case
  when shared < getvariable('in_both') then true
  when shared < getvariable('in_both') + getvariable('split') then k % 2 = getvariable('side_number')
  else f % 2 = getvariable('side_number') end;
