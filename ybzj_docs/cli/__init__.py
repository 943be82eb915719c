"""The command line: thin twins of public functions. The only place that reads the clock and the environment."""
