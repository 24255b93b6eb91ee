"""Logboek: who saw, took and decided what, for the privacy officer."""
