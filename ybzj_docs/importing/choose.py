"""Which relation of a person is transferred, and which of their relations its pooling area transfers with it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from validators.terms import BASIC, EMPLOYEE
from ybzj_docs.importing.model import Relation


@dataclass(frozen=True, slots=True)
class Choice:
    """``chosen`` is transferred. ``lead`` says whose documents these are: it is ``chosen`` where there is one, else
    the relation that would be if supplementary insurance could be transferred. ``counting`` are the relations of the
    lead's pooling area, ``others`` the rest.
    """

    chosen: Relation | None
    lead: Relation | None
    counting: Sequence[Relation]
    others: Sequence[Relation]


def choose(relations: Iterable[Relation], origin: str | None, destination: str | None) -> Choice:
    """Choose by the dictionary's first rule; ``origin`` limits the choice to relations of that region.

    Where the rule leaves several, the one that began last is taken, then the least number.
    """
    ordered = sorted(relations, key=lambda relation: (relation.type, relation.since, relation.number))
    chosen = _first([relation for relation in ordered if relation.type in BASIC], origin, destination)
    lead = chosen or _first(ordered, origin, destination)
    counting = [relation for relation in ordered if lead is not None and relation.pool == lead.pool]
    return Choice(chosen, lead, counting, [relation for relation in ordered if relation not in counting])


def _first(relations: Sequence[Relation], origin: str | None, destination: str | None) -> Relation | None:
    if origin is not None:
        candidates = [relation for relation in relations if relation.region == origin]
    else:
        candidates = [relation for relation in relations if relation.region != destination] or list(relations)
    if not candidates:
        return None
    open_ones = [relation for relation in candidates if not relation.stopped_on]
    last = max(relation.stopped_on for relation in candidates)
    best = open_ones or [relation for relation in candidates if relation.stopped_on == last]
    return min(_latest(best, lambda relation: relation.type == EMPLOYEE), key=lambda relation: relation.number)


def _latest(relations: Sequence[Relation], preferred: Callable[[Relation], bool]) -> list[Relation]:
    """Of ``relations`` the preferred ones, else all; of these the ones that began last."""
    kept = [relation for relation in relations if preferred(relation)] or list(relations)
    began = max(relation.since for relation in kept)
    return [relation for relation in kept if relation.since == began]
