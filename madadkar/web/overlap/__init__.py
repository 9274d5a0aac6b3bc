"""Families of two agencies: the cases, each step of the joint decision, and the table of rules."""
