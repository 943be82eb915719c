"""Files of folders, in groups among which cases are looked for, on their way through whoever checks them."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from ybzj_docs.bulk.hands import Fetch, Hands
from ybzj_docs.bulk.tasks import Batch, Done, Folded, Group, Loose, Slot
from ybzj_docs.bulk.walk import Directory, Run

if TYPE_CHECKING:
    from ybzj_docs.bulk.flat import Flat

#: A batch is begun when it has so many files, or bytes.
_FILES, _BYTES = 64, 4 << 20


class Desk(Protocol):
    """Where results are handed in, in the order of the input."""

    def light(self) -> bool:
        """Whether clean documents need only be counted by now."""

    def work(self, done: Done, size: int) -> None:
        """A task over ``size`` bytes is done."""

    def slot(self, slot: Slot, numbers: dict[int, int], folded: Folded) -> None:
        """What there is to say of the next file; ``numbers`` are the numbers in the report of its group's cases."""


@dataclass(slots=True)
class _Batch:
    groups: list[Group] = field(default_factory=list)
    files: int = 0
    size: int = 0
    fetch: Fetch | None = None
    done: Done | None = None


@dataclass(slots=True)
class _Place:
    """A group on its way: its batch, its place in it, the position of each of its files in it."""

    batch: _Batch
    index: int
    slots: dict[int, int]
    numbers: dict[int, int] = field(default_factory=dict)


class Files:
    """Takes runs of files, and hands in what there is to say of each, in order."""

    def __init__(self, hands: Hands, desk: Desk, flat: int, cases: bool | None) -> None:
        self._hands, self._desk, self._most, self._cases = hands, desk, flat, cases
        self._gathering = _Batch()
        self._waiting: deque[tuple[_Place, int, int]] = deque()
        self._on_their_way: deque[_Batch] = deque()
        self._places: dict[int, _Place] = {}
        self._flats: dict[int, tuple[Flat, dict[int | None, dict[int, int]]]] = {}
        self._begun = 0

    def run(self, run: Run, apart: frozenset[int] = frozenset(), *, given: bool = False) -> None:
        """Check the files of ``run``; those of its folder at the positions ``apart`` are not for here."""
        if self._cases is None:
            if len(run.of.names) - len(apart) > self._most:
                self.flush()
                self._flat(run, apart, given)
            elif run.start < run.end and len(run.of.names) > len(apart):
                self._one_group(run, apart, given)
        else:
            for start in range(run.start, run.end, _FILES):
                files = [index for index in range(start, min(start + _FILES, run.end)) if index not in apart]
                place = self._placed(run.of, files, given)
                self._waiting.append((place, start, min(start + _FILES, run.end)))
        self._hand_in(self._hands.ahead)

    def _one_group(self, run: Run, apart: frozenset[int], given: bool) -> None:
        place = self._places.get(id(run.of))
        if place is None:
            files = [index for index in range(len(run.of.names)) if index not in apart]
            place = self._places[id(run.of)] = self._placed(run.of, files, given)
        self._waiting.append((place, run.start, run.end))
        if apart.issuperset(range(run.end, len(run.of.names))):
            del self._places[id(run.of)]

    def _placed(self, directory: Directory, files: Sequence[int], given: bool) -> _Place:
        """The files at these positions, put into the batch that is being gathered."""
        batch = self._gathering
        place = _Place(batch, len(batch.groups), {index: slot for slot, index in enumerate(files)})
        batch.groups.append(Group(tuple(loose(directory, index, given) for index in files), self._cases))
        batch.files += len(files)
        batch.size += sum(directory.sizes[index] for index in files)
        if batch.files >= _FILES or batch.size >= _BYTES:
            self._begin()
        return place

    def _begin(self) -> None:
        batch, self._gathering = self._gathering, _Batch()
        little = self._begun < _FILES and batch.size < _BYTES
        self._begun += batch.files
        hands = self._hands.idle() if little else self._hands
        batch.fetch = hands.begin(Batch(tuple(batch.groups), self._desk.light()))
        batch.groups.clear()
        self._on_their_way.append(batch)

    @property
    def idle(self) -> bool:
        """Whether all files of every folder that was begun have been handed in."""
        return not (self._gathering.groups or self._waiting or self._places or self._flats)

    def flush(self) -> None:
        """Hand in all that has been taken."""
        if self._gathering.groups:
            self._begin()
        self._hand_in(0)

    def _hand_in(self, ahead: int) -> None:
        """Hand in what is ready, until no more than ``ahead`` batches are on their way."""
        while len(self._on_their_way) > ahead:
            batch = self._on_their_way.popleft()
            if batch.fetch is not None:
                batch.done = batch.fetch()
                self._desk.work(batch.done, batch.size)
        while self._waiting and (done := self._waiting[0][0].batch.done) is not None:
            place, start, end = self._waiting.popleft()
            folded = done.groups[place.index]
            for index in range(start, end):
                if index in place.slots:
                    self._desk.slot(folded.slots[place.slots[index]], place.numbers, folded)

    def _flat(self, run: Run, apart: frozenset[int], given: bool) -> None:
        """Check the files of a folder that holds very many."""
        from ybzj_docs.bulk.flat import Flat  # most folders are small, and its store is slow to import

        key = id(run.of)
        if key not in self._flats:
            files = [index for index in range(len(run.of.names)) if index not in apart]
            flat = Flat(run.of, files, self._hands, self._desk.light, given)
            for done, size in flat.alone():
                self._desk.work(done, size)
            self._flats[key] = flat, {}
        flat, numbers = self._flats[key]
        count = sum(1 for index in range(run.start, run.end) if index not in apart)
        for slot, folded, case in flat.slots(count):
            self._desk.slot(slot, numbers.setdefault(case, {}), folded)
        if run.end == len(run.of.names):
            del self._flats[key]


def loose(directory: Directory, index: int, given: bool) -> Loose:
    """A file of a folder, to be checked; ``given`` says that it was named itself."""
    file = directory.holder.loose(directory.names[index])
    return Loose(file.name, file.data, file.defect, given)
