"""Committees: who sits in them, their sessions from agenda to minutes, and the letters still to be sent."""
