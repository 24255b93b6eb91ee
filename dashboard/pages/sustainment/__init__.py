"""Borging: what was agreed to make results last, and whether it does."""
