"""Document tree -> view model: every member of the form as the string that stands on paper.

HTML, PDF and DOCX take their values from this one model. ``doc`` has the members of the form's schema under
their own names, absent ones as empty boxes; ``paper`` says what the edition prints by itself. What a form
composes of several members (其他记载) is written in its ``form.toml``, so a new form needs no Python.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from validators import money, periods
from ybzj_docs import catalog
from ybzj_docs.rendering import lines, shape
from ybzj_docs.rendering.values import Field, printed

WORDS = "InWords"


class Node:
    """The printed members of one object, as attributes; false where none of them is given."""

    def __init__(self, members: Mapping[str, object]) -> None:
        self.__dict__.update(members)

    def __bool__(self) -> bool:
        return any(self.__dict__.values())


Printed = Field | Node | list[Any]


def build(document: Mapping[str, Any], *, copies: bool = False) -> dict[str, Node]:
    """The context of a template: ``doc`` and ``paper``.

    ``document`` has passed structure. With ``copies`` a document that is not split is printed once for each
    copy that its form has. Raises catalog.UnknownName for an unknown document type.
    """
    form = catalog.form(document["documentType"])
    doc = _node(document, shape.of(form.id), "", form.settings.get("lines", {}))
    return {"doc": doc, "paper": _paper(document, form, copies)}


def fields(printed_values: object) -> Iterator[Field]:
    """Every value of a view model, in its order."""
    if isinstance(printed_values, Field):
        yield printed_values
    elif isinstance(printed_values, Node):
        for member in vars(printed_values).values():
            yield from fields(member)
    elif isinstance(printed_values, list):
        for entry in printed_values:
            yield from fields(entry)


def _printed(value: Any, kind: shape.Shape, pointer: str, composed: lines.Composed) -> Printed:
    match kind:
        case shape.Group():
            return _node(value or {}, kind, pointer, composed)
        case shape.Many(entry):
            return [_printed(one, entry, f"{pointer}/{index}", composed) for index, one in enumerate(value or ())]
        case shape.Leaf(name, codelist):
            return Field("") if value is None else printed(value, name, codelist, pointer)


def _node(value: Mapping[str, Any], group: shape.Group, pointer: str, composed: lines.Composed) -> Node:
    members: dict[str, Printed] = {
        name: _printed(value.get(name), member, f"{pointer}/{name}", composed)
        for name, member in group.members.items()
    }
    _add_words(members)
    node = Node(members)
    if patterns := composed.get(lines.place(pointer)):
        vars(node)["lines"] = Node({name: lines.compose(node, items) for name, items in patterns.items()})
    return node


def _add_words(members: dict[str, Printed]) -> None:
    """Capital numerals that the data do not hold are written from the amount beside them."""
    for name, words in members.items():
        amount = members.get(name.removesuffix(WORDS))
        if name.endswith(WORDS) and not words and isinstance(amount, Field) and amount:
            members[name] = amount.like(money.in_words(money.cents(amount)))


def _paper(document: Mapping[str, Any], form: catalog.Form, copies: bool) -> Node:
    edition = document["edition"]
    own: Mapping[str, Any] = form.settings.get("editions", {}).get(edition, {})
    summary = periods.summary(document.get("periods", ()))
    return Node(
        {
            "title": form.title_of(edition),
            "supervision": own.get("supervision", ""),
            "seals": own.get("seals", []),
            "notes": own.get("notes", []),
            **catalog.editions()[edition],
            "copies": _copies(document, form.settings.get("copies", []), copies),
            "overlaps": any(line.overlaps for line in summary.types.values()),
            "issued": document["issuedOn"],
        }
    )


def _copies(document: Mapping[str, Any], known: Sequence[Mapping[str, str]], every: bool) -> list[Node]:
    """The sheets to print: the document's own copy, or every copy, or one sheet that is no copy."""
    own = document.get("copy")
    wanted = [copy for copy in known if copy["code"] == own or (every and own is None)]
    pointers = ("/copy",) if own is not None else ()
    sheets = [{"name": Field(copy["name"], pointers), "purpose": copy["purpose"]} for copy in wanted]
    return [Node(sheet) for sheet in sheets or [{"name": Field(""), "purpose": ""}]]
