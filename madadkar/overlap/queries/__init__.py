"""Questions of the overlap room: cases in sight, the table of rules, what waits for whom, and counts."""
