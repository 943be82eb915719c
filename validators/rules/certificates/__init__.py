"""Participation certificates."""
