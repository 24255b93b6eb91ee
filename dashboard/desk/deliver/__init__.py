"""Aanleveren: a source hands in what it has and sees at once what is wrong with it."""
