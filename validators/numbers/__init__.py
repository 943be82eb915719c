"""Identifiers, one a module: compact, validate, is_valid, format, and what else a number tells."""
