"""Which elements of a sequence stand in the wrong place: as few as explain it."""

from bisect import bisect_left
from itertools import pairwise

#: An element's place in the order that is asked for, and its name.
Placed = tuple[int, str]


def misplaced(placed: list[Placed]) -> list[tuple[int, str]]:
    """The positions of the fewest elements that must move, each with the name before which it belongs.

    They are what a longest rising run leaves over; of equal runs the one that keeps earlier elements. The name is
    empty where the element belongs at the end.
    """
    orders = [order for order, _ in placed]
    if all(before < after for before, after in pairwise(orders)):
        return []
    kept = _rising(orders)
    names = sorted(placed[index] for index in kept)
    return [(index, _following(names, order)) for index, order in enumerate(orders) if index not in kept]


def _following(names: list[Placed], order: int) -> str:
    after = bisect_left(names, (order, ""))
    return names[after][1] if after < len(names) else ""


def _rising(orders: list[int]) -> set[int]:
    """The positions of a longest rising run, found from behind so that on a tie earlier positions win."""
    longest = [1] * len(orders)
    following = [-1] * len(orders)
    for index in range(len(orders) - 2, -1, -1):
        for other in range(index + 1, len(orders)):
            if orders[other] > orders[index] and longest[other] + 1 > longest[index]:
                longest[index], following[index] = longest[other] + 1, other
    position = longest.index(max(longest))
    kept = set()
    while position >= 0:
        kept.add(position)
        position = following[position]
    return kept
