-- Every file a centre still has comes back to its office, whatever office that is: none may be lost because whoever
-- suspends a centre does not see all its families. Security definer therefore; it does so only for a centre of the
-- actor's own offices, or one that may not work any more (its permit is not in force, or its licence has ended).
-- Answers the files that came back.
create function casework_recall_of_centre(of_centre bigint, why text, instant timestamptz, actor text)
  returns table (file_id bigint, file_office_id bigint, delegation_id bigint) language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare
  today constant date := (instant at time zone 'Asia/Tehran')::date;
begin
  if not exists (select from organisations_centre c where c.id = of_centre and c.office_id = any (app_office_ids()))
     and exists (
       select from organisations_centre c
         join organisations_centrestanding s on s.centre_id = c.id and s.standing = 'active'
          and s.valid_from <= today and (s.valid_until is null or s.valid_until > today)
         where c.id = of_centre and (c.licence_until is null or c.licence_until > today)) then
    return;
  end if;
  return query
    update casework_delegation d
      set step = 'recalled', valid_until = greatest(d.valid_from, today), ended_at = instant, end_reason = why,
          step_by_name = actor
      where d.centre_id = of_centre and (d.valid_until is null or d.valid_until > today)
      returning d.case_file_id, d.office_id, d.id;
end $$;
