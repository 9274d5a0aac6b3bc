"""Tests of the demo's four offices."""
