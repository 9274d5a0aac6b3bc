"""What an agency does for a family: case files, coverage, delegation to centres."""
