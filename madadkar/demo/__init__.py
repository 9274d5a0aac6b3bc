"""The four offices of the published reports, generated."""
