"""How time and memory grow with the number of records: a table, and a picture drawn by hand."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

# Colours that people who see few colours tell apart (Okabe and Ito); ours are thick.
COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#7f6000", "#555555")
WIDTH, HEIGHT, LEFT, TOP, GAP = 380, 300, 60, 40, 70


@dataclass
class Line:
    """One checker: seconds on the clock and peak MB by number of records; and where it was not run, why."""

    name: str
    points: dict[int, tuple[float, float]] = field(default_factory=dict)
    left_out: dict[int, str] = field(default_factory=dict)

    def too_much(self, count: int, seconds: float, megabytes: float) -> str:
        """What ``count`` records would take, by the sizes before, where that is more than allowed; else nothing."""
        if not self.points:
            return "left out before" if self.left_out else ""
        last = max(self.points)
        wall, peak = self.points[last]
        wall *= count / last
        first = min(self.points)
        if first != last:
            peak += (peak - self.points[first][1]) / (last - first) * (count - last)
        if wall > seconds:
            return f"about {wall:,.0f} s"
        return f"about {peak / 1024:,.0f} GB" if peak > megabytes else ""


def table(lines: Sequence[Line], sizes: Sequence[int]) -> Iterator[str]:
    """Seconds and memory by size, as Markdown."""
    yield "\n### Growth\n"
    yield (
        "Seconds on the clock with start-up, and peak memory, one run each; above 10,000 records the same 10,000 over and "
        "over. A dash: not run, and what it would have taken by the sizes before.\n"
    )
    yield f"| records | {' | '.join(f'{count:,}' for count in sizes)} |"
    yield f"|---|{'--:|' * len(sizes)}"
    for line in lines:
        cells = []
        for count in sizes:
            seconds, peak = line.points.get(count, (0, 0))
            out = line.left_out.get(count, "")
            cells.append(f"{seconds:,.1f} s, {peak:,.0f} MB" if seconds else f"— ({out})")
        yield f"| {line.name} | {' | '.join(cells)} |"
    yield "\n![Seconds and memory by number of records](growth.svg)"


def picture(lines: Sequence[Line], sizes: Sequence[int]) -> str:
    """Both panels side by side, both axes logarithmic, as SVG."""
    drawn = [line for line in lines if line.points]
    panels = [
        _panel(drawn, sizes, number, title)
        for number, title in enumerate(("seconds on the clock", "peak memory of a process, MB"))
    ]
    width = LEFT + 2 * WIDTH + GAP + 40
    height = TOP + HEIGHT + 50 + 20 * math.ceil(len(drawn) / 4)
    legend = [_key(index, line) for index, line in enumerate(drawn)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
            ' font-family="sans-serif" font-size="12" fill="#222">',
            f'<rect width="{width}" height="{height}" fill="#fff"/>',
            *panels,
            *legend,
            "</svg>\n",
        ]
    )


def _stroke(line: Line, index: int) -> str:
    ours = line.name.startswith("ybzj")
    dashes = ' stroke-dasharray="7 4"' if "XML" in line.name or "xml" in line.name else ""
    return f'stroke="{COLOURS[index % len(COLOURS)]}" stroke-width="{4 if ours else 2}"{dashes}'


def _key(index: int, line: Line) -> str:
    x, y = LEFT + index % 4 * 205, TOP + HEIGHT + 50 + index // 4 * 20
    return (
        f'<line x1="{x}" y1="{y}" x2="{x + 24}" y2="{y}" {_stroke(line, index)}/>'
        f'<text x="{x + 30}" y="{y + 4}">{escape(line.name)}</text>'
    )


def _powers(values: Sequence[float]) -> tuple[int, int]:
    """The powers of ten around ``values``, at least one apart."""
    low = math.floor(math.log10(max(min(values), 1e-3)))
    return low, max(math.ceil(math.log10(max(values))), low + 1)


def _panel(lines: Sequence[Line], sizes: Sequence[int], number: int, title: str) -> str:
    left = LEFT + number * (WIDTH + GAP)
    x_low, x_high = _powers(sizes)
    y_low, y_high = _powers([point[number] for line in lines for point in line.points.values()] or [1])

    def x(value: float) -> float:
        return left + (math.log10(value) - x_low) / (x_high - x_low) * WIDTH

    def y(value: float) -> float:
        return TOP + HEIGHT - (math.log10(value) - y_low) / (y_high - y_low) * HEIGHT

    parts = [f'<text x="{left}" y="{TOP - 14}" font-weight="bold">{title}</text>']
    for power in range(x_low, x_high + 1):
        at = x(10**power)
        parts.append(f'<line x1="{at:.1f}" y1="{TOP}" x2="{at:.1f}" y2="{TOP + HEIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{at:.1f}" y="{TOP + HEIGHT + 18}" text-anchor="middle">{10**power:,}</text>')
    for power in range(y_low, y_high + 1):
        at = y(10.0**power)
        parts.append(f'<line x1="{left}" y1="{at:.1f}" x2="{left + WIDTH}" y2="{at:.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 6}" y="{at + 4:.1f}" text-anchor="end">{10.0**power:,g}</text>')
    for index, line in enumerate(lines):
        where = [(x(count), y(point[number])) for count, point in sorted(line.points.items())]
        points = " ".join(f"{across:.1f},{up:.1f}" for across, up in where)
        parts.append(f'<polyline points="{points}" fill="none" {_stroke(line, index)}/>')
        colour = COLOURS[index % len(COLOURS)]
        parts += [f'<circle cx="{across:.1f}" cy="{up:.1f}" r="4" fill="{colour}"/>' for across, up in where]
    parts.append(f'<text x="{left + WIDTH / 2}" y="{TOP + HEIGHT + 34}" text-anchor="middle">records</text>')
    return "\n".join(parts)
