"""Audit rules and their tools: pure functions over document trees, no files, no clock, no network.

``OWNER`` tells our package from the unrelated project of the same name on the package index.
"""

OWNER = "ybzj-docs"
