"""The four offices of the published reports, generated: invented people in plausible families."""
