drop table if exists matching_found, matching_settled;
create temp table matching_found (
  left_person bigint, right_person bigint, left_agency bigint, right_agency bigint, left_office bigint,
  right_office bigint, left_look text, right_look text, probability numeric(7, 6), levels jsonb,
  state text) on commit drop;
create temp table matching_settled (what text, times bigint) on commit drop;
