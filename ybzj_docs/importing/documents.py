"""The three documents of a person, each as a tree whose members stand in the order of its schema."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from validators import money
from validators.numbers import document_number
from ybzj_docs.importing.choose import Choice, choose
from ybzj_docs.importing.contributions import Contributions, contributions
from ybzj_docs.importing.model import Account, Person, Relation, Tree
from ybzj_docs.importing.told import Told

EDITION: Final = "2021"
#: In the number of a precheck where no relation of the person is known and no origin was given.
NO_REGION: Final = "000000"
_LETTERS: Final = {kind: letters for letters, kind in document_number.LETTERS.items()}


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes documents as of one day; ``agencies`` are those valid on it, by region."""

    as_of: date
    origin: str | None
    destination: str | None
    agencies: Mapping[str, Tree]
    told: Told

    def documents(self, person: Person) -> dict[str, Tree]:
        """The documents of ``person`` by type; those that cannot be written are told."""
        choice = choose(person.relations.values(), self.origin, self.destination)
        self._notes(person, choice)
        written = {"precheck": self._precheck(person, choice)}
        wanted = ["certificate", "informationForm"] if self.destination else ["certificate"]
        chosen = choice.chosen
        agency = self._agency(chosen)
        if chosen is None or agency is None:
            for kind in wanted:
                self._missing(person, kind, chosen)
            return written
        paid = contributions(person, choice.counting, self.agencies)
        written["certificate"] = self._certificate(person, choice, chosen, agency, paid)
        if self.destination and paid.basic:
            written["informationForm"] = self._form(person, choice, chosen, agency, paid)
        elif self.destination:
            self.told.document(person.serial, person.number, "informationForm", "no-months")
        return written

    def _notes(self, person: Person, choice: Choice) -> None:
        if person.name_mended:
            self.told.note(person.serial, person.number, "name-dot")
        for pool in sorted({relation.pool for relation in choice.others}):
            relations = sum(relation.pool == pool for relation in choice.others)
            self.told.note(person.serial, person.number, "other-origin", region=pool, relations=relations)

    def _missing(self, person: Person, kind: str, chosen: Relation | None) -> None:
        if chosen is None:
            self.told.document(person.serial, person.number, kind, "no-relation")
        else:
            self.told.document(person.serial, person.number, kind, "agency-unknown", region=chosen.region)

    def _agency(self, relation: Relation | None) -> Tree | None:
        """The origin: the agency of the relation's region with its pooling area, or None where it is not known."""
        if relation is None or relation.region not in self.agencies:
            return None
        return {**self.agencies[relation.region], "poolingArea": relation.pool}

    def _head(self, kind: str, region: str, person: Person) -> Tree:
        number = document_number.make(region, _LETTERS[kind], self.as_of.year, person.serial)
        issued = {"documentNumber": number, "issuedOn": self.as_of.isoformat()}
        return {"documentType": kind, "edition": EDITION, **issued}

    def _precheck(self, person: Person, choice: Choice) -> Tree:
        lead, origin = choice.lead, self.origin or NO_REGION
        tree = self._head("precheck", lead.region if lead else origin, person)
        tree |= {"side": "origin", "person": person.tree}
        if choice.counting:
            tree["participations"] = [_participation(relation) for relation in choice.counting]
        if choice.chosen:
            tree["insuranceType"] = choice.chosen.type
        agency = self._agency(lead) if lead else self.agencies.get(origin)
        said = {"agency": agency, "arrears": person.arrears, "inpatient": person.inpatient, "alive": person.alive}
        return tree | {name: value for name, value in said.items() if value is not None}

    def _certificate(
        self, person: Person, choice: Choice, chosen: Relation, agency: Tree, paid: Contributions
    ) -> Tree:
        tree = self._head("certificate", chosen.region, person)
        tree |= {"person": person.tree, "insuranceType": chosen.type, "account": account(person.account)}
        tree |= {"agency": agency, "enrolmentAgencyName": agency["name"], "enrolmentRegionCode": chosen.region}
        enrolled = _enrolment(_of_type(choice, chosen))
        if enrolled:
            tree["enrolment"] = enrolled
        return {**tree, "totalMonths": paid.natural_months(chosen.type)}

    def _form(self, person: Person, choice: Choice, chosen: Relation, agency: Tree, paid: Contributions) -> Tree:
        tree = self._head("informationForm", chosen.region, person)
        tree |= {"person": person.tree, "origin": agency, "destination": self.agencies[self.destination or ""]}
        tree |= {"originInsuranceType": chosen.type, "destinationInsuranceType": chosen.type}
        tree |= {"periods": paid.basic, "totalMonths": paid.summary.months}
        relations = _of_type(choice, chosen)
        stopped, employer = _stopped_on(relations), _last(relations, chosen).employer
        tree |= {"employerName": employer} if employer else {}
        tree |= {"stoppedOn": stopped} if stopped else {}
        tree |= {"totals": paid.totals(), "naturalMonths": paid.summary.natural}
        tree |= {"overlapMonths": paid.summary.overlap, "gapMonths": paid.summary.gap}
        tree |= {"supplementary": paid.supplementary} if paid.supplementary else {}
        return {**tree, "account": account(person.account)}


def account(held: Account | None) -> Tree:
    """The group ``account``: transferred where there is anything, else with the reason why nothing is."""
    cents = held.cents if held else 0
    amount = money.text(cents)
    tree = {"balance": amount, "balanceInWords": money.in_words(cents)}
    if held and held.day:
        tree["asOf"] = held.day
    if cents:
        return {**tree, "disposition": "transfer", "amount": amount}
    return {**tree, "disposition": "none", "noTransferCode": "no-balance" if held else "no-account"}


def _of_type(choice: Choice, chosen: Relation) -> list[Relation]:
    return [relation for relation in choice.counting if relation.type == chosen.type]


def _stopped_on(relations: Iterable[Relation]) -> str:
    """The day on which the last of ``relations`` stopped, empty while one is open."""
    days = [relation.stopped_on for relation in relations]
    return max(days) if all(days) else ""


def _last(relations: Iterable[Relation], chosen: Relation) -> Relation:
    """Of ``relations`` the one that is open, else the one that stopped last; of several ``chosen`` if it is one."""
    kept = list(relations)
    stopped = _stopped_on(kept)
    last = [relation for relation in kept if relation.stopped_on == stopped]
    return chosen if chosen in last else last[-1]


def _enrolment(relations: list[Relation]) -> Tree:
    """First month of ``relations``, and the last, absent while one is open."""
    months = [relation.first_month for relation in relations if relation.first_month]
    tree = {"from": min(months)} if months else {}
    stopped = _stopped_on(relations)
    return {**tree, "to": stopped[:7]} if stopped else tree


def _participation(relation: Relation) -> Tree:
    tree: Tree = {"insuranceType": relation.type, "status": relation.status}
    said = {
        "retired": relation.retired,
        "since": relation.since,
        "stoppedOn": relation.stopped_on,
        "employerName": relation.employer,
    }
    tree |= {name: value for name, value in said.items() if value not in (None, "")}
    return {**tree, "regionCode": relation.region, "poolingArea": relation.pool}
