"""Disclosure control: the only place where exact figures become publishable ones."""
