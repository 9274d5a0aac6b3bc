"""Screens of delegation: files on their way to centres, many at once, and what centres decide."""
