"""Verantwoording: what was protected, how, and how well it held."""
