"""Statistics as pure functions on protected figures: formula and source in every docstring."""
