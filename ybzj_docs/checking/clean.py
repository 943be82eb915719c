"""Whether there is anything to say of a document, asked before what there is: most documents have nothing wrong."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import orjson

from validators.run import check as run_rules
from ybzj_docs import catalog
from ybzj_docs.checking.options import Context, Options
from ybzj_docs.checking.structures import open_lists
from ybzj_docs.codec.jsontext import plain_values, same_strings
from ybzj_docs.codec.suspect import Suspect

if TYPE_CHECKING:
    from validators.structure_quick import Quick

#: A document with nothing wrong: its type and its tree.
Found = tuple[str, dict[str, Any]]
#: No form nests as deep: where less is allowed, every document is looked at in full.
_DEEPEST = 16
#: Documents that are looked at in full before it is worth the start.
_FEW = 12
#: What may be, or begin, a control character: any escape, U+007F, U+0080 to U+00BF, U+FFC0 to U+FFFF.
_ESCAPE, _DELETE, _LATIN, _WIDE, _LAST = b"\\", b"\x7f", b"\xc2", b"\xef", re.compile(b"\xef\xbf")
#: U+FFFE and U+FFFF, which XML forbids.
_FORBIDDEN = re.compile(b"\xef\xbf[\xbe\xbf]")


class Clean:
    """Tells of the bytes of one document whether every layer finds nothing in it, else what was read of it.

    None where reading must look in full.

    ``context`` gives what rules may know of the world for a document.
    """

    def __init__(self, options: Options, context: Callable[[Mapping[str, Any]], Context]) -> None:
        self._context = context
        self._audit = options.audit
        self._asked = options.engine == "rs" and options.limits.depth >= _DEEPEST
        self._depth = options.limits.depth
        self._few = _FEW

    def json(self, raw: bytes) -> Found | Suspect | None:
        """Of JSON: it says nothing twice, and every number is as it was written."""
        if not self._worth_it():
            return None
        try:
            tree = orjson.loads(raw)
        except orjson.JSONDecodeError:
            return None
        form = tree.get("documentType") if isinstance(tree, dict) else None
        if not isinstance(form, str) or form not in catalog.DOCUMENT_TYPES:
            return None
        compact = orjson.dumps(tree)
        if compact != raw and not same_strings(raw, compact):
            return None
        if self._nothing(form, tree, no_controls=not _may_have_controls(raw)):
            return form, tree
        return Suspect(form, tree, "json") if plain_values(raw, compact, self._depth) else None

    def xml(self, raw: bytes, inherits: bool) -> Found | Suspect | None:
        """Of XML; ``inherits`` says that our namespace is the default one where it stands."""
        if not self._worth_it():
            return None
        from ybzj_docs.codec.xmlquick import plain  # few documents do without it, and begin sooner

        found = plain(raw, inherits)
        if found is None:
            return None
        form, tree = found
        text = orjson.dumps(tree) if b"\n" in raw or b"\t" in raw else raw  # those between elements mean nothing
        if self._nothing(form, tree, no_controls=not _may_have_controls(text)):
            return found
        whole = tree.get("documentType") == form and _FORBIDDEN.search(raw) is None
        return Suspect(form, tree, "xml") if whole else None

    def _worth_it(self) -> bool:
        """Whether to look: it takes longer to begin with than a few documents take in full."""
        self._few -= self._few > 0
        return self._asked and not self._few

    def _nothing(self, form: str, tree: dict[str, Any], *, no_controls: bool) -> bool:
        """Whether structure and rules find nothing in ``tree``; ``no_controls`` is as in :meth:`Quick.clean`."""
        if not _quick(form).clean(tree, no_controls=no_controls):
            return False
        return not self._audit or not run_rules(tree, self._context(tree))


def _may_have_controls(text: bytes) -> bool:
    """Whether ``text`` could hold a control character, escaped or not: searches for one byte first, they are quick."""
    if _ESCAPE in text or _DELETE in text or _LATIN in text:
        return True
    return _WIDE in text and _LAST.search(text) is not None


@cache
def _quick(form: str) -> "Quick":
    from validators.structure_quick import Quick

    return Quick(catalog.schema(form), open_lists())
