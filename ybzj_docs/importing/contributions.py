"""Months that count, as periods and supplementary runs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from validators import periods
from validators.terms import BASIC
from ybzj_docs.importing.model import Person, Relation, Tree


@dataclass(frozen=True, slots=True)
class Contributions:
    """``basic`` are the periods; ``supplementary`` runs stand outside every total; ``summary`` is of the periods."""

    basic: Sequence[Tree]
    supplementary: Sequence[Tree]
    summary: periods.Summary

    def natural_months(self, insurance_type: str) -> int:
        """Distinct months of one insurance type."""
        line = self.summary.types.get(insurance_type)
        return line.natural if line else 0

    def totals(self) -> list[Tree]:
        """One line for each insurance type of the periods."""
        return [self._total(insurance_type, line) for insurance_type, line in sorted(self.summary.types.items())]

    def _total(self, insurance_type: str, line: periods.TypeSummary) -> Tree:
        own = (period for period in self.basic if period["insuranceType"] == insurance_type)
        transferred = sum(period["months"] for period in own if period.get("source") == "transferred")
        total: Tree = {"insuranceType": insurance_type, "months": line.months, "naturalMonths": line.natural}
        if transferred:
            total["transferredMonths"] = transferred
        return {**total, "firstMonth": line.first, "lastMonth": line.last}


def contributions(person: Person, relations: Iterable[Relation], agencies: Mapping[str, Tree]) -> Contributions:
    """What ``person`` paid in ``relations``: each run of months of one (relation, region, contribution type) is one
    period, in the order from, to, relation, contribution type.
    """
    counting = {relation.number: relation for relation in relations}
    runs = sorted(
        (first, last, number, contribution, region)
        for (number, region, contribution), stretches in person.paid.items()
        if number in counting
        for first, last in periods.union(stretches)
    )
    basic: list[Tree] = []
    supplementary: list[Tree] = []
    for first, last, number, contribution, region in runs:
        relation = counting[number]
        months = {"from": periods.month_text(first), "to": periods.month_text(last)}
        if relation.type not in BASIC:
            supplementary.append({"insuranceType": relation.type, **months})
            continue
        period = {**months, "insuranceType": relation.type, "months": last - first + 1, "regionCode": region}
        period["insuredNumber"] = person.number
        basic.append(period | _origin(relation, region, contribution, agencies) | {"relationNumber": number})
    return Contributions(basic, supplementary, periods.summary(basic))


def _origin(relation: Relation, region: str, contribution: str, agencies: Mapping[str, Tree]) -> Tree:
    """Who took the contributions of a period: the agency of the relation, or of the region they came from."""
    transferred = region != relation.pool
    agency = agencies.get(region if transferred else relation.region, {})
    members = {
        "contributionType": contribution,
        "agencyName": agency.get("name"),
        "source": "transferred" if transferred else None,
        "employerName": relation.employer,
    }
    return {name: value for name, value in members.items() if value}
