"""Screens of supervision: one centre's inspections, samples, corrections and scores; centres side by side."""
