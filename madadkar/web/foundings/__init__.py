"""Screens of centres that are being founded."""
