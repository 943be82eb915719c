"""Contribution periods and their totals."""
