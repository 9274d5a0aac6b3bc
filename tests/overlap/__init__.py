"""Tests of the overlap room."""
