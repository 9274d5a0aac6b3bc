"""A family's file: its state, coverage, pension, caseworker and centre, and what can be done with it."""
