"""Madadkar: a family known once, helped without overlap, and every published number opens to its files."""

__version__ = "0.1.0"
