"""The matching engine on lists in memory: no database, no page."""
