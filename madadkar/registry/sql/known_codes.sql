-- Which of these codes somebody of the agency already has, in whatever office: an import must not take a family
-- of another office for a new one, and may not see more of it than that.
create function registry_known_codes(of_agency bigint, codes text[]) returns text[] language sql stable
  security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct code), '{}') from (
    select p.national_code as code from registry_person p
      where p.agency_id = of_agency and p.national_code = any (codes) and p.merged_into_id is null
    union all
    select p.foreigner_code from registry_person p
      where p.agency_id = of_agency and p.foreigner_code = any (codes) and p.merged_into_id is null) known $$;
