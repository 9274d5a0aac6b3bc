"""My day: what waits for the reader, in rounds of villages, and what others did since yesterday."""
