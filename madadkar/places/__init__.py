"""Provinces to villages, by official code."""
