"""Screens of the offices: the tree of them, one office, and the deeds on it."""
