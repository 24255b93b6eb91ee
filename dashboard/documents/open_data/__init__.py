"""A release as open data: its tables with all a stranger needs to read them, the same bytes for the same release."""
