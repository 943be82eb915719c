"""Agencies and regions."""
