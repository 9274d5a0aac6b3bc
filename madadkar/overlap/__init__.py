"""One family, two agencies: the overlap of cover, what is proposed, and what both sides decide together."""
