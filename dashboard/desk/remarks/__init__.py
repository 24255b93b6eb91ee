"""Berichten: what readers say is not right, to be answered."""
