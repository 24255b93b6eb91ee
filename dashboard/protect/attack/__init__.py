"""Attacks on what is published, scored against the vault: a release that gives anything away is not approved."""
