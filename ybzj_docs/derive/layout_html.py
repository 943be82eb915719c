"""A layout as an HTML template: ``page.html`` beside the ``layout.toml`` that it is made of."""

from collections.abc import Iterator

from markupsafe import escape

from ybzj_docs.derive import patterns
from ybzj_docs.derive.layout import Block, Box, Column, Layout

#: Full-width characters of the text's size in one line between the margins, and what a cell's padding takes.
_LINE, _PADDING = 47.0, 1.0
#: A value fills so many lines before it shrinks: in a box, in one that takes more than half of its row, in a list.
_LINES, _WIDE_LINES, _LIST_LINES = 2, 5, 3


def page(layout: Layout) -> str:
    """The template of the paper."""
    body = [line for block in layout.blocks for line in _block(block)]
    lines = [
        "{# Made of layout.toml by `ybzj dev sync`. #}",
        '{% extends "_base/page.html" %}',
        '{% import "_base/macros.html" as print %}',
        "{% block body %}",
        f'<section class="sheet{" dense" if layout.dense else ""}">',
        f'<p class="mark">{_text(layout.mark)}</p>',
        "<h1>{{ paper.title }}</h1>",
        f'<div class="head"><div>{_text(layout.left)}</div><div>{_text(layout.right)}</div></div>',
        *body,
        "</section>",
        "{% endblock %}",
    ]
    return "\n".join(lines) + "\n"


def _block(block: Block) -> Iterator[str]:
    yield from _where(block.condition, list(_content(block)))


def _content(block: Block) -> Iterator[str]:
    if block.text:
        words = _compiled(block.text, block.root).text if block.when == "" else _text(block.text, block.root)
        yield f'<p class="{block.style}">{words}</p>'
    elif block.rows:
        yield from _boxes(block)
    elif block.each:
        yield from _list(block)
    elif block.stamp:
        yield f'<div class="stamp"><p>{_text(block.stamp, block.root)}</p><p>{_text((block.date,), block.root)}</p>'
        yield f'<p class="seal">{escape(block.hint)}</p></div>'


def _boxes(block: Block) -> Iterator[str]:
    yield '<table class="boxes">'
    yield _columns(block.widths)
    for row in block.rows:
        cells, start = [], 0
        for box in row.boxes:
            room = sum(block.widths[start : start + box.across]) / sum(block.widths)
            cells.append(_box(box, block.root, room, heading=row.is_heading))
            start += box.across
        yield from _where(row.condition(block.root), [f"<tr>{''.join(cells)}</tr>"])
    yield "</table>"


def _box(box: Box, root: str, part: float, *, heading: bool) -> str:
    span = f' colspan="{box.across}"' if box.across > 1 else ""
    if box.is_label:
        kind = ' class="group"' if heading else ""
        return f"<th{kind}{span}>{_label(box.items[0])}</th>"
    return f"<td{span}>{_value(box.items, root, part)}</td>"


def _label(words: str) -> str:
    return _escaped(words).replace("\n", "<br>")


def _value(items: tuple[str, ...], root: str, part: float) -> str:
    """A value in its box; one member alone shrinks where it needs more than its lines."""
    alone = patterns.single(items[0], root) if len(items) == 1 else None
    if alone is None:
        return _text(items, root)
    room = (_WIDE_LINES if part > 0.5 else _LINES) * (_LINE * part - _PADDING)
    return f"{{{{ print.value({alone}, {room:.0f}) }}}}"


def _list(block: Block) -> Iterator[str]:
    entries = patterns.member(block.each, block.root)
    heads = "".join(f"<th>{_label(column.head)}</th>" for column in block.columns)
    whole = sum(column.width for column in block.columns)
    cells = "".join(_list_cell(column, column.width / whole) for column in block.columns)
    table = [
        '<table class="list" data-rows="plain">',
        _columns([column.width for column in block.columns]),
        f"<thead><tr>{heads}</tr></thead>",
        "<tbody>",
        f"{{% for row in {entries} %}}",
        f"<tr>{cells}</tr>",
        "{% endfor %}",
        "</tbody>",
        "</table>",
    ]
    instead = ["{% else %}", f'<p class="line">{escape(block.empty)}</p>'] if block.empty else []
    yield from _where(entries if block.empty else "", [*table, *instead])


def _list_cell(column: Column, part: float) -> str:
    """A cell of a list; where its first item is a member, that shrinks as in a box."""
    kind = {"left": "", "centre": "centre", "right": "number"}[column.align]
    room = f"{_LIST_LINES * (_LINE * part - _PADDING):.0f}"
    first = patterns.single(column.text[0], "row")
    if first is not None and len(column.text) == 1:
        return f'{{{{ print.cell({first}, {room}, "{kind}") }}}}'
    classes = f"{kind} {{{{ {first}|fit({room}) }}}}".strip() if first is not None else kind
    return f'<td class="{classes}">{_text(column.text, "row")}</td>'


def _columns(widths: tuple[float, ...] | list[float]) -> str:
    columns = "".join(f'<col style="width: {100 * width / sum(widths):.4g}%">' for width in widths)
    return f"<colgroup>{columns}</colgroup>"


def _where(condition: str, lines: list[str]) -> Iterator[str]:
    if condition:
        yield f"{{% if {condition} %}}"
    yield from lines
    if condition:
        yield "{% endif %}"


def _compiled(items: tuple[str, ...], root: str) -> patterns.Jinja:
    return patterns.compiled(items, root, _escaped)


def _escaped(words: str) -> str:
    return str(escape(words))


def _text(items: tuple[str, ...], root: str = "doc") -> str:
    return patterns.written(items, root, _escaped)
