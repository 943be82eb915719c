import pytest

from tests.transfer.offices import DESTINATION, ORIGIN, Office


@pytest.fixture
def origin(tmp_path, capfd):
    """The agency that the person leaves."""
    return Office(tmp_path, ORIGIN, capfd)


@pytest.fixture
def destination(tmp_path, capfd):
    """The agency to which the person comes."""
    return Office(tmp_path, DESTINATION, capfd)
