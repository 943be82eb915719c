"""What all tests share: one way to find ``tests.strategies``, and one deterministic profile of hypothesis."""

import sys
from pathlib import Path

from hypothesis import HealthCheck, settings

_ROOT = str(Path(__file__).resolve().parent.parent)
if _ROOT not in sys.path:
    sys.path.insert(0, _ROOT)

# Same examples in every run, none remembered, no clock: a slow machine is no failure.
settings.register_profile(
    "ybzj",
    derandomize=True,
    deadline=None,
    max_examples=15,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
settings.load_profile("ybzj")
