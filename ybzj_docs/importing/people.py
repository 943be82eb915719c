"""From stored rows to persons: what only shows when the rows of all tables are together is judged here."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

import orjson

from ybzj_docs.importing.model import Account, Person, Relation
from ybzj_docs.importing.spill import ACCOUNT, CHECK, DETAIL, PERSON, RELATION, SERIAL, Spill, Stored
from ybzj_docs.importing.tables import ACCOUNTS, CHECKS, DETAILS, PERSONS, RELATIONS, Table
from ybzj_docs.importing.told import Told

_TABLES: dict[int, Table] = {RELATION: RELATIONS, ACCOUNT: ACCOUNTS, CHECK: CHECKS}


def settle_relations(spill: Spill, told: Told) -> None:
    """Make relation numbers unique: of rows alike the first stays, of rows that contradict each other none."""
    unwanted: list[int] = []
    for _, group in groupby(spill.same_relations(), key=itemgetter(1)):
        rows = list(group)
        alike = all(row[3:] == rows[0][3:] for row in rows)
        for row_id, _, line, *_ in rows[1:] if alike else rows:
            code = "row-repeated" if alike else "row-contradicts"
            told.row(RELATIONS.file, line, "psn_insu_rlts_id", code, first=rows[0][2])
            unwanted.append(row_id)
    spill.drop(unwanted)
    spill.index_relations()


def persons(spill: Spill, told: Told) -> Iterator[Person]:
    """Every person who is written, by psn_no; rows that turn out to be unusable are told."""
    for number, rows in groupby(spill.by_person(), key=itemgetter(0)):
        group = _Group(number, spill, told)
        person = group.read(rows)
        if person is not None:
            yield person


class _Group:
    """The rows of one psn_no, in the order of their tags."""

    def __init__(self, number: str, spill: Spill, told: Told) -> None:
        self._number, self._spill, self._told = number, spill, told
        self._rows: dict[int, list[Stored]] = {tag: [] for tag in (SERIAL, PERSON, RELATION, ACCOUNT, CHECK)}
        self._relations: dict[str, Relation] = {}

    def read(self, rows: Iterable[Stored]) -> Person | None:
        """The person, or None where there is none, or they are left out."""
        person: Person | None = None
        settled = False
        for row in rows:
            if row[1] != DETAIL:
                self._rows[row[1]].append(row)
                continue
            if not settled:
                person, settled = self._settle(), True
            self._pay(row, person)
        return person if settled else self._settle()

    def _settle(self) -> Person | None:
        """What the rows other than details say."""
        self._relations = {row[2]: Relation(*orjson.loads(row[6])) for row in self._rows[RELATION]}
        if not self._rows[PERSON]:
            for tag, table in _TABLES.items():
                for row in self._rows[tag]:
                    if tag == ACCOUNT and row[4] is None:
                        continue  # told already
                    self._told.row(table.file, row[3], "psn_no", "person-unknown")
            return None
        if not self._rows[SERIAL]:
            self._tell_repeated()
            return None
        return self._person()

    def _tell_repeated(self) -> None:
        """Tell the rows of a repeated psn_no; what is unusable by itself has been told."""
        for row in self._rows[PERSON]:
            if row[4]:
                self._told.row(PERSONS.file, row[3], "psn_no", "person-repeated")

    def _person(self) -> Person:
        tree, alive, mended = orjson.loads(self._rows[PERSON][0][6])
        person = Person(self._number, self._rows[SERIAL][0][4], tree, alive, mended, self._relations)
        held = self._rows[ACCOUNT]
        self._rows[ACCOUNT] = [row for row in held if row[4] is not None]  # the others have been told
        account = self._one(ACCOUNT)
        if account is not None:
            person.account = Account(account[4], account[6])
        elif held:
            self._told.note(person.serial, person.number, "account-unusable")
        check = self._one(CHECK)
        if check is not None:
            person.arrears, person.inpatient = _flag(check[4]), _flag(check[5])
        return person

    def _one(self, tag: int) -> Stored | None:
        """The one row that a person has in a table: the one of the latest day; rows that contradict it are none."""
        rows, file = self._rows[tag], _TABLES[tag].file
        latest = max((row[6] or "" for row in rows), default="")
        kept = [row for row in rows if (row[6] or "") == latest]
        for row in rows:
            if row not in kept:
                self._told.row(file, row[3], "psn_no", "row-older")
        alike = all(row[4:] == kept[0][4:] for row in kept)
        for row in kept[1:] if alike else kept:
            code = "row-repeated" if alike else "row-contradicts"
            self._told.row(file, row[3], "psn_no", code, first=kept[0][3])
        return kept[0] if kept and alike else None

    def _pay(self, row: Stored, person: Person | None) -> None:
        """Put the months of a detail row to its relation, or tell why it cannot be used."""
        _, _, number, line, first, last, kind = row
        if number not in self._relations:
            code = "relation-of-other" if self._spill.has_relation(number) else "relation-unknown"
            self._told.row(DETAILS.file, line, "psn_insu_rlts_id", code)
        elif not self._rows[PERSON]:
            self._told.row(DETAILS.file, line, "psn_no", "person-unknown")
        elif person is not None and kind is not None:
            region, _, contribution = kind.partition(" ")
            person.paid.setdefault((number, region, contribution), set()).add((first, last))


def _flag(stored: Any) -> bool | None:
    return None if stored is None else bool(stored)
