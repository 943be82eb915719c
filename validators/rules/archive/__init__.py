"""Archive papers."""
