-- Anybody may speak to an open office and follow their own word by its code, and sees nothing else: these three
-- run as the owner, because who speaks has no scope and the table shows such a one no row.
create function voice_raise(
  to_office bigint, about_centre bigint, of_kind text, words text, by_name text, at_phone text,
  by_digest text, of_form uuid, at_instant timestamptz, on_day date, until_day date
) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare of_agency bigint;
begin
  select agency_id into of_agency from organisations_office
    where id = to_office and (closed_on is null or closed_on > on_day);
  if of_agency is null then return false; end if;
  if about_centre is not null and not exists (
    select from organisations_centre where id = about_centre and office_id = to_office) then return false; end if;
  insert into casework_voice
    (agency_id, office_id, centre_id, kind, said, speaker, phone, code_digest, token, state, received_at,
     received_on, due_on, taken_by_name, answer, answered_by_name, objection)
  values (of_agency, to_office, about_centre, of_kind, words, by_name, at_phone, by_digest, of_form, 'received',
     at_instant, on_day, until_day, '', '', '', '');
  return true;
end $$;
create function voice_by_code(by_digest text)
  returns table (voice_id bigint, office_id bigint, office_name text, kind text, state text, received_on date,
    due_on date, answer text, answered_on date, objection text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select v.id, v.office_id, o.name, v.kind, v.state, v.received_on, v.due_on, v.answer, v.answered_on, v.objection
    from casework_voice v join organisations_office o on o.id = v.office_id where v.code_digest = by_digest $$;
create function voice_token_used(of_form uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp as
  $$ select exists (select from casework_voice where token = of_form) $$;
create function voice_object(by_digest text, words text, until_day date) returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update casework_voice set state = 'reopened', objection = words, due_on = until_day
    where code_digest = by_digest and state = 'answered' and objection = '';
  return found;
end $$;
