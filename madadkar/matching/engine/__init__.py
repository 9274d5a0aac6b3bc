"""The matching engine: plain Python over Splink and DuckDB; knows no database of the house and no page."""
