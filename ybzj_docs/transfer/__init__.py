"""The transfer: one table of states, records folded out of events, papers, clocks."""
