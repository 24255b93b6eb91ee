"""Rapport: what stands on the pages leaves the screen as one document."""
