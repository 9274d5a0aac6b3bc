-- The trail of a family under discreet support is hidden with all that is done for it: its visits, plans, reviews,
-- proposals and whatever else names its family, and deeds that name its file among their facts.
-- Definer, because the row itself is hidden from the reader; it answers about the reader's own hidden families alone.
create function app_event_is_hidden(of_type text, of_id bigint) returns boolean language plpgsql stable parallel safe
  security definer set search_path = public, pg_temp as $$
declare
  source constant text := replace(of_type, '.', '_');
  hidden constant bigint[] := app_hidden_household_ids();
  found_there boolean;
begin
  if hidden = '{}' or not exists (
      select from pg_attribute where attrelid = to_regclass(quote_ident(source)) and attname = 'household_id'
        and not attisdropped) then
    return false;
  end if;
  execute format('select exists (select from %I where id = $1 and household_id = any ($2))', source)
    into found_there using of_id, hidden;
  return found_there;
end $$;

drop policy not_hidden on foundation_auditevent;
create policy not_hidden on foundation_auditevent as restrictive for select using (
  subject_id is null
  or (coalesce(facts ->> 'file', '') <> all ((select app_hidden_file_ids())::text[])
      and case subject_type
            when 'casework.casefile' then subject_id <> all ((select app_hidden_file_ids())::bigint[])
            when 'registry.household' then subject_id <> all ((select app_hidden_household_ids())::bigint[])
            when 'registry.person' then subject_id <> all ((select app_hidden_person_ids())::bigint[])
            else not app_event_is_hidden(subject_type, subject_id) end));
