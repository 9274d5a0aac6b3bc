"""The terms and limits of an office."""
