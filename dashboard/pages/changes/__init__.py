"""Wijzigingen: what a release changed in figures published before."""
