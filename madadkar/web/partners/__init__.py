"""Screens of the partner bodies: the list, and writing one."""
