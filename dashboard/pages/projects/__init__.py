"""Projecten: every project on a line of time, and how long steps take."""
