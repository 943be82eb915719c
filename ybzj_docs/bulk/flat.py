"""A folder of very many files: each is checked alone first, then once more those that turn out to form cases."""

import pickle
import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Sequence

from ybzj_docs.bulk.hands import Fetch, Hands
from ybzj_docs.bulk.links import Links
from ybzj_docs.bulk.tasks import Batch, Done, Folded, Group, Loose, Slot
from ybzj_docs.bulk.walk import Directory

#: Files of a task, and cases begun at once.
_FILES, _CASES = 64, 16


class Flat:
    """One such folder, of which the files at the positions ``files`` are checked.

    What was found of each waits in a file of our own until cases are known.
    """

    def __init__(
        self, directory: Directory, files: Sequence[int], hands: Hands, light: Callable[[], bool], given: bool
    ) -> None:
        self._directory, self._files, self._hands = directory, files, hands
        self._light, self._given = light, given
        self._spool = tempfile.TemporaryFile()  # noqa: SIM115
        self._cases: list[list[int]] = []
        self._case_of: dict[int, int] = {}
        self._begun: deque[tuple[int, Fetch]] = deque()
        self._next_case = self._next = 0
        self._ready: dict[int, tuple[Slot, Folded]] = {}

    def alone(self) -> Iterator[tuple[Done, int]]:
        """Check every file by itself; what comes out is work done, and over how many bytes."""
        links, position = Links(), 0
        begun: deque[tuple[Fetch, int]] = deque()
        starts = deque(range(0, len(self._files), _FILES))
        while starts or begun:
            while starts and len(begun) < self._hands.ahead:
                start = starts.popleft()
                chosen = range(start, min(start + _FILES, len(self._files)))
                group = Group(tuple(self._loose(each) for each in chosen), cases=False, linked=True)
                size = sum(self._directory.sizes[self._files[each]] for each in chosen)
                begun.append((self._hands.begin(Batch((group,), self._light())), size))
            fetch, size = begun.popleft()
            done = fetch()
            for slot in done.groups[0].slots:
                if slot.link is not None:
                    links.add(position, slot.link)
                    slot.link = None
                pickle.dump(slot, self._spool)
                position += 1
            yield done, size
        self._cases = links.cases()
        self._case_of = {index: number for number, case in enumerate(self._cases) for index in case}
        self._spool.seek(0)

    def _loose(self, position: int) -> Loose:
        index = self._files[position]
        file = self._directory.holder.loose(self._directory.names[index])
        return Loose(file.name, file.data, file.defect, self._given)

    def slots(self, count: int) -> Iterator[tuple[Slot, Folded, int | None]]:
        """What there is to say of the next ``count`` files, and of the case that each is of, if of one."""
        for position in range(self._next, self._next + count):
            slot: Slot = pickle.load(self._spool)
            case = self._case_of.get(position)
            if case is None:
                yield slot, Folded([]), None
                continue
            while position not in self._ready:
                self._fetch_case()
            yield *self._ready.pop(position), case
        self._next += count

    def _fetch_case(self) -> None:
        """Fetch the next case; cases are in the order of their first documents, and begun some ahead."""
        while self._next_case < len(self._cases) and len(self._begun) < _CASES:
            files = tuple(self._loose(position) for position in self._cases[self._next_case])
            fetch = self._hands.begin(Batch((Group(files, cases=True),), light=False))
            self._begun.append((self._next_case, fetch))
            self._next_case += 1
        number, fetch = self._begun.popleft()
        [folded] = fetch().groups
        for position, slot in zip(self._cases[number], folded.slots, strict=True):
            self._ready[position] = slot, folded
