-- The policy of a table of what is told in confidence: within the family's own sight, a centre's people see what is
-- theirs or meant for them; what is confided its author sees, who is assigned to it, and who broke the glass.
create policy in_sight on {table} using (
    office_id = any ((select app_office_ids())::bigint[])
    and ((select app_centre_id() is null) or household_id = any ((select app_sighted_household_ids())::bigint[]))
    and ((select app_centre_id() is null) or for_centre or by_centre_id = (select app_centre_id()))
    and (confidence = '' or author_id = (select app_actor_id())
         or (confidence = 'medical' and household_id = any ((select app_confided_household_ids('medical'))::bigint[]))
         or (confidence = 'legal' and household_id = any ((select app_confided_household_ids('legal'))::bigint[]))))
  with check (office_id = any ((select app_office_ids())::bigint[]));
alter table {table} enable row level security;
