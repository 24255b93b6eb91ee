"""Definities: every measure and what it is not."""
