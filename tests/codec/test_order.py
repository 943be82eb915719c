"""The fewest misplaced elements, against trying every choice."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from ybzj_docs.codec.order import misplaced


def rises(orders):
    return all(before < after for before, after in pairwise(orders))


@given(st.permutations(range(6)))
def test_as_few_as_can_be_and_the_rest_is_in_order(orders):
    moved = {index for index, _ in misplaced([(order, str(order)) for order in orders])}
    assert rises([order for index, order in enumerate(orders) if index not in moved])
    for count in range(len(moved)):
        for chosen in combinations(range(6), count):
            assert not rises([order for index, order in enumerate(orders) if index not in chosen])


def test_the_later_of_two_exchanged_is_told():
    assert misplaced([(1, "b"), (0, "a"), (2, "c")]) == [(1, "b")]
    assert misplaced([(0, "a"), (2, "c"), (1, "b")]) == [(2, "c")]
    assert misplaced([(2, "c"), (0, "a"), (1, "b")]) == [(0, "")]
