"""Screens of the people who work here: the list, one account, and the deeds on it."""
