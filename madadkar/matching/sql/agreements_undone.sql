drop trigger agrees_for_itself on matching_comparisonagreement;
drop function matching_agrees_for_itself();
drop policy in_sight on matching_comparisonagreement;
