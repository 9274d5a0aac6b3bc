"""Deeds of the overlap room, by what they are about."""
