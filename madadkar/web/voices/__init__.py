"""Screens of the clients' voice: the public door, the office's inbox, and satisfaction by sample."""
