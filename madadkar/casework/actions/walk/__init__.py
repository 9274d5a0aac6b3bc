"""What a caseworker does with a family on the way: visits, looks, plans, papers, notes."""
