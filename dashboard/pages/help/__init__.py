"""Hulp: how to read this, and for every role what people come for and where that is."""
