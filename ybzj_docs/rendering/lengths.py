"""Lengths of boxes: where a style has no percentages, WeasyPrint need not resolve each of them for each box."""

from typing import Any

from weasyprint.layout import absolute, block, column, float, grid, inline, page, percent, table

#: What becomes of ``auto``.
_AUTO = {
    **dict.fromkeys(("margin_left", "margin_right", "margin_top", "margin_bottom"), "auto"),
    **dict.fromkeys(("padding_left", "padding_right", "padding_top", "padding_bottom"), "auto"),
    **dict.fromkeys(("width", "height", "max_width", "max_height"), "auto"),
    **dict.fromkeys(("min_width", "min_height"), 0),
}
_BORDERS = ("border_top_width", "border_right_width", "border_bottom_width", "border_left_width")
_resolve = percent.resolve_percentages


def of(style: Any) -> dict[str, Any] | None:
    """The lengths that a style gives whatever its box stands in; None where some depend on that. Kept with the style."""
    known = vars(style)
    if "lengths" not in known:
        known["lengths"] = _fixed(style)
    found: dict[str, Any] | None = known["lengths"]
    return found


def _fixed(style: Any) -> dict[str, Any] | None:
    found = {}
    for name, auto in _AUTO.items():
        value = style[name]
        if value == "auto":
            found[name] = auto
        elif getattr(value, "unit", None) == "px":
            found[name] = value.value
        else:
            return None
    return found


def resolve_percentages(box: Any, containing_block: Any) -> None:
    """WeasyPrint's ``resolve_percentages``, shorter where there are none."""
    style = box.style
    lengths = of(style)
    if lengths is None:
        _resolve(box, containing_block)
        return
    known = vars(box)
    known.update(lengths)
    collapse = style["border_collapse"] == "collapse"
    for name in _BORDERS:
        if not (collapse and name in known):  # where borders of cells meet, the table has said how wide they are
            known[name] = style[name]
    percent.adjust_box_sizing(box, "width")
    percent.adjust_box_sizing(box, "height")


def install() -> None:
    """Let WeasyPrint resolve lengths so, in this process."""
    for module in (absolute, block, column, float, grid, inline, page, percent, table):
        module.resolve_percentages = resolve_percentages
