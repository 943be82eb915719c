"""Who the people are: numbers and names."""
