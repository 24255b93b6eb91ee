"""Answers as files: each carries release, filters and definitions."""
