"""The transfer of employee medical insurance (GB/T 34282.2-2017): forms, exchange files, checks and papers."""

__version__ = "0.1.0"
