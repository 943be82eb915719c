"""One person handled and reviewed the document.

Why: a second pair of eyes is what keeps errors and fraud out.
Basis: review pages of real agency systems. Places that review by system (湘医保办发〔2025〕12号) say so by reviewKind.
Bad: handledBy and reviewedBy both "王经办".
Good: two names; one name with reviewKind "system".
"""

from collections.abc import Iterator

from validators import names
from validators.finding import ERROR
from validators.rule import At, Document, at, rule
from validators.scene import Scene


@rule(
    "AG-03",
    ERROR,
    title_zh="经办人与复核人为同一人",
    why_zh="经办与复核应由两人分别办理，防止差错和舞弊。系统自动复核的，把复核方式标为系统。请由另一人复核。",
    reads=("/signature/handledBy", "/signature/reviewedBy", "/signature/reviewKind"),
    risk="冒名",
    covers=("GBT-4-handling", "GBT-7"),
    messages={
        "": (
            "经办人与复核人为同一人；请由另一人复核，系统复核的请标明复核方式",
            "one person handled and reviewed it; have another one review, or say that the system did",
        )
    },
)
def another_one_reviews(document: Document, _scene: Scene) -> Iterator[At]:
    """Compare both names, where both are given and no system reviews."""
    signature = document.get("signature", {})
    handled, reviewed = signature.get("handledBy"), signature.get("reviewedBy")
    if handled is None or reviewed is None or signature.get("reviewKind") == "system":
        return
    if names.key(handled) == names.key(reviewed):
        yield at("/signature/reviewedBy", actual=reviewed)
