"""Rosters on their way in."""
