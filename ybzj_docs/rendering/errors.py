"""Why a paper cannot be printed."""

from collections.abc import Sequence
from dataclasses import dataclass


class PrintingError(Exception):
    """A document cannot be printed here; the subclasses say why."""


class NoTemplate(PrintingError):
    """The form has no template for the wanted format."""

    def __init__(self, document_type: str, to: str) -> None:
        self.document_type = document_type
        self.to = to
        super().__init__(f"{document_type}: no template for {to}")


class RefusedAddress(PrintingError):
    """A template wants to load something that is not a file of the template folders."""


class TemplateWrong(PrintingError):
    """A template cannot be filled: it is not well-formed, names what is not there, or wants what is not allowed."""


class MissingGlyphs(PrintingError):
    """Characters that no installed font draws, each with the pointer of the member that holds it."""

    def __init__(self, characters: Sequence[tuple[str, str]]) -> None:
        self.characters = list(characters)
        told = ", ".join(f"U+{ord(char):04X} {pointer}" for char, pointer in self.characters)
        super().__init__(f"no installed font has: {told}")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that this machine lacks for printing: what, what it costs, the command that mends it."""

    what: tuple[str, str]
    cost: tuple[str, str]
    command: str


class EngineMissing(PrintingError):
    """The machine lacks a library or a font without which nothing can be printed."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("; ".join(f"{problem.what[1]}: {problem.command}" for problem in self.problems))
