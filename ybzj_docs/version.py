"""The version of ybzj-docs, told in reports and by ``ybzj --version``."""

__version__ = "0.1.0"
