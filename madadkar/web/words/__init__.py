"""Words of the house that one screen's file could not hold: sentences and names by subject."""
