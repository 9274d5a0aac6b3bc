"""Figures: what they count, on which day, for whom, and that each opens to what it counted."""
