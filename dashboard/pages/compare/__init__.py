"""Vergelijken: an area beside its parts, its peers, or all."""
