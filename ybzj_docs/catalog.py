"""Forms, messages, schemas and code lists, read from ``schemas/`` as people wrote them."""

import csv
import io
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from ybzj_docs import resources

#: Every document type, in the order of the data dictionary.
DOCUMENT_TYPES: tuple[str, ...] = (
    "precheck",
    "certificate",
    "application",
    "contactLetter",
    "letterReply",
    "informationForm",
    "fundNotice",
    "fundReceipt",
    "fundReturn",
    "accountPayout",
    "acceptanceNotice",
    "refusalNotice",
    "supplementNotice",
    "arrearsNotice",
    "correctionLetter",
    "withdrawal",
    "completionNotice",
    "transferConfirmation",
    "mailSlip",
    "agencyRecord",
    "archiveCover",
    "archiveIndex",
    "archiveNote",
)
#: What is exchanged or written beside documents, each with a schema of its own.
EXCHANGES: tuple[str, ...] = ("message", "documents", "report")
NAMESPACE = "urn:ybzj:docs:2017"
_COMMON = "urn:ybzj:schema:common:1"

Schema = dict[str, Any]


class UnknownName(LookupError):
    """A form, schema, code list or profile that we do not have; ``known`` are the names we have."""

    def __init__(self, kind: str, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"{kind} {name!r}")
        self.kind, self.name, self.known = kind, name, known


@dataclass(frozen=True, slots=True)
class Form:
    """One document type or exchange format: ``settings`` is its TOML file, ``folder`` where its files lie."""

    id: str
    folder: Path
    settings: Mapping[str, Any]

    @property
    def title(self) -> str:
        """The Chinese title, without regard to edition."""
        return str(self.settings["title"])

    def title_of(self, edition: str) -> str:
        """The Chinese title that a paper of ``edition`` bears."""
        return str(self.settings.get("titles", {}).get(edition, self.title))


@dataclass(frozen=True, slots=True)
class Codelist:
    """One code list; ``titles`` and ``titles_en`` map codes to words, ``rows`` are the file as it stands."""

    name: str
    title: str
    title_en: str
    closed: bool
    source: str
    titles: Mapping[str, str]
    titles_en: Mapping[str, str]
    rows: tuple[Mapping[str, str], ...]


def _folder(name: str) -> str:
    if name in DOCUMENT_TYPES:
        return f"schemas/forms/{name}"
    if name in EXCHANGES:
        return f"schemas/exchange/{name}"
    raise UnknownName("form", name, DOCUMENT_TYPES + EXCHANGES)


@cache
def form(name: str) -> Form:
    """The document type or exchange format ``name``.

    Raises:
        UnknownName: no such form.
    """
    folder = _folder(name)
    file = "form.toml" if name in DOCUMENT_TYPES else "message.toml"
    return Form(name, resources.path(folder), tomllib.loads(resources.read_text(f"{folder}/{file}")))


@cache
def source_schema(name: str) -> Schema:
    """The schema of ``name`` (also ``common``) as people wrote it, with references to other files."""
    folder = "schemas/common" if name == "common" else _folder(name)
    schema: Schema = orjson.loads(resources.read_text(f"{folder}/{name}.schema.json"))
    return schema


@cache
def schema(name: str) -> Schema:
    """The JSON Schema of ``name`` that stands alone: what it refers to lies in its own ``$defs``.

    The returned tree is shared: it must not be changed.

    Raises:
        UnknownName: no such form.
    """
    own = source_schema(name)
    found: Schema = {}
    body = _localise({key: value for key, value in own.items() if key != "$defs"}, found)
    for key, value in own.get("$defs", {}).items():
        found[key] = _localise(value, found)
    return {**body, "$defs": dict(sorted(found.items()))}


def _localise(node: Any, found: Schema) -> Any:
    if isinstance(node, list):
        return [_localise(entry, found) for entry in node]
    if not isinstance(node, dict):
        return node
    return {key: _local(value, found) if key == "$ref" else _localise(value, found) for key, value in node.items()}


def _local(reference: str, found: Schema) -> str:
    """The local form of ``reference``; what it points to is copied into ``found``."""
    if reference.startswith("#"):
        return reference
    if reference.startswith(f"{_COMMON}#"):
        name = reference.rsplit("/", 1)[1]
        target = source_schema("common")["$defs"][name]
    else:
        name = reference.split(":")[3]
        whole = source_schema(name)
        target = {key: value for key, value in whole.items() if key not in ("$schema", "$id", "$defs")}
    if name not in found:
        found[name] = {}  # holds the place while what it refers to is copied
        found[name] = _localise(target, found)
    return f"#/$defs/{name}"


@cache
def editions() -> Mapping[str, Mapping[str, str]]:
    """What papers say of the rules of each edition: ``basis``, the text they are made under, and ``hotline``."""
    said: Mapping[str, Mapping[str, str]] = tomllib.loads(resources.read_text("schemas/common/editions.toml"))
    return said


@cache
def codelist_settings() -> Mapping[str, Mapping[str, Any]]:
    """What is said of every code list: title, whether it is closed, source; by name, in the file's order."""
    settings: Mapping[str, Mapping[str, Any]] = tomllib.loads(resources.read_text("schemas/common/codelists.toml"))
    return settings


@cache
def codelist(name: str) -> Codelist:
    """The code list ``name``.

    Raises:
        UnknownName: no such list.
    """
    known = codelist_settings()
    if name not in known:
        raise UnknownName("code list", name, tuple(known))
    rows = tuple(csv.DictReader(io.StringIO(resources.read_text(f"schemas/common/codelists/{name}.csv"))))
    said = known[name]
    return Codelist(
        name,
        said["title"],
        said["title_en"],
        said["closed"],
        said["source"],
        {row["code"]: row["title"] for row in rows},
        {row["code"]: row["title_en"] for row in rows},
        rows,
    )
