"""Panels are gathered in `madadkar.web.panels`; what a panel is stands in `madadkar.web.panel`."""
