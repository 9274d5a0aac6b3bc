"""Sentences of refusals by subject, gathered in `madadkar.web.refusals`."""
