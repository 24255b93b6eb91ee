"""Releases: from draft to what everybody sees, by two persons."""
