"""The register as a list on the page, and its way out as a sheet."""
