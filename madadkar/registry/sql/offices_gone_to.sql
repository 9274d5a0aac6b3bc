-- To which offices families went since a day that these offices answered for: so that a day gone by is counted where
-- it was lived. Security definer, because who gave a family away sees it no more; it answers offices and nothing else,
-- and only for offices in the actor's own scope.
create function registry_offices_gone_to(asked bigint[], day date) returns bigint[] language sql stable
  security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct f.office_id), '{}') from registry_formeroffice f
   where f.answered_by_id = any (asked) and f.answered_by_id = any (app_office_ids()) and f.until > day
$$;
