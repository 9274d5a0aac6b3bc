"""Screens of the charity centres: the list, one centre, and the deeds on it."""
