"""Papers and photographs of a family: kept, opened, replaced, hidden."""
