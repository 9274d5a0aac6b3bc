"""The timeline is told in `madadkar.web.timeline`, where each noun adds its teller."""
