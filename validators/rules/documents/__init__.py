"""What holds of every document."""
