"""Stories of families, from their first words to their last."""
