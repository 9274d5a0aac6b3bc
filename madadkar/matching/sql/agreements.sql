-- An agreement to compare two agencies' registers is seen by an office of either side, and changed by neither alone.
alter table matching_comparisonagreement enable row level security;
create policy in_sight on matching_comparisonagreement
  using ((left_office_id = any ((select app_office_ids())::bigint[])
          or right_office_id = any ((select app_office_ids())::bigint[])) and (select app_centre_id() is null))
  with check (left_office_id = any ((select app_office_ids())::bigint[])
              or right_office_id = any ((select app_office_ids())::bigint[]));
alter table matching_comparisonagreement
  add constraint agreement_left_of_the_same_agency foreign key (left_office_id, left_agency_id)
    references organisations_office (id, agency_id) deferrable,
  add constraint agreement_right_of_the_same_agency foreign key (right_office_id, right_agency_id)
    references organisations_office (id, agency_id) deferrable;
revoke delete, truncate on matching_comparisonagreement from madadkar_web;

-- Terms stand as they were proposed, what ended is over, and nobody speaks for the other side: who proposes and who
-- accepts are of an agency whose office the writer sees. (The owner of the tables sees both and speaks for neither.)
create function matching_agrees_for_itself() returns trigger language plpgsql as $$
declare
  terms constant text[] := '{left_agency_id,left_office_id,right_agency_id,right_office_id,purpose,is_nightly,'
    'agreed_until,proposed_agency_id,proposed_by_name,proposed_at,token}';
  spoken bigint;
  office bigint;
begin
  if tg_op = 'UPDATE' then
    if exists (select from jsonb_each(to_jsonb(new)) n join jsonb_each(to_jsonb(old)) o using (key)
               where key = any (terms) and n.value <> o.value) then
      raise exception 'terms of an agreement never change' using errcode = 'restrict_violation';
    end if;
    if old.state not in ('proposed', 'accepted') or (old.state = 'accepted' and new.state <> 'ended')
       or (old.valid_from is not null and new.valid_from is distinct from old.valid_from)
       or (old.valid_until is not null and new.valid_until > old.valid_until) then
      raise exception 'an agreement that ended is over' using errcode = 'restrict_violation';
    end if;
  end if;
  if not row_security_active('matching_comparisonagreement') then return new; end if;
  spoken := case when tg_op = 'INSERT' then new.proposed_agency_id
                 when new.state = 'ended' then new.ended_agency_id else new.answered_agency_id end;
  office := case spoken when new.left_agency_id then new.left_office_id when new.right_agency_id then new.right_office_id end;
  if office is null or office <> all (app_office_ids()) or (tg_op = 'INSERT' and new.state <> 'proposed') then
    raise exception 'a side speaks for itself alone' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger agrees_for_itself before insert or update on matching_comparisonagreement
  for each row execute function matching_agrees_for_itself();
