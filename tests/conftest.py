"""One deterministic profile of hypothesis for all tests."""

from hypothesis import HealthCheck, settings

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
