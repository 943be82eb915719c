"""Whether the person may transfer."""
