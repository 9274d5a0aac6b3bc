"""Figures, each declared once and opening to the files behind it."""
