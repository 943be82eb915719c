from tests.stores import *  # noqa: F403
