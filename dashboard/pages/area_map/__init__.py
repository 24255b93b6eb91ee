"""Kaart: from the programme down to a neighbourhood."""
