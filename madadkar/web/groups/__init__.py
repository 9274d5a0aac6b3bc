"""Screens of enabling groups (گروه همیار)."""
