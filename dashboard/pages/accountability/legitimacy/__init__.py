"""Legitimacy: by which law, what was tried before, and what the projects themselves state of it."""
