"""What stops an import: typed, with a message key and the exit code that the command line gives it."""

from typing import ClassVar

from ybzj_docs.importing.messages import say


class ImportStopped(Exception):
    """An import that cannot be done; ``key`` and ``data`` name the reason, ``text`` tells it."""

    exit_code: ClassVar[int]

    def __init__(self, key: str, **data: object) -> None:
        super().__init__(key, data)
        self.key, self.data = key, data

    def text(self, lang: str = "zh") -> str:
        """The reason as a sentence, in Chinese or (``en``) in English."""
        return say(self.key, self.data, lang)

    def __str__(self) -> str:
        return self.text("en")


class WrongUse(ImportStopped):
    """An option that cannot be meant: an unknown region, an output folder that is not empty."""

    exit_code = 2


class UnreadableInput(ImportStopped):
    """A table or column that is missing, or a file that cannot be read as text."""

    exit_code = 3
