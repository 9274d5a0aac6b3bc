"""The way out: readiness, proposals to leave, and asking afterwards."""
