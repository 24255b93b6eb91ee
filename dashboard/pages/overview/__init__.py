"""Overzicht: what asks for a decision, what was done, and the money by how certain it is."""
