"""Running it for years: is all as it should be, a copy of everything that cannot be made again, and that copy brought back."""
