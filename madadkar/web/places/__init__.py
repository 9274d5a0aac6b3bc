"""Screens of the divisions: browse, found, split and move."""
