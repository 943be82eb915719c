"""What the codec's tests share: short ways to read, and to say what was found."""

from ybzj_docs.codec.read import Limits, read

NAMESPACE = "urn:ybzj:docs:2017"


def records(data, **options):
    return list(read(data.encode() if isinstance(data, str) else data, **options))


def record(data, **options):
    (only,) = records(data, **options)
    return only


def told(data, **options):
    """(code, pointer) of the findings of the one record in ``data``."""
    return [(finding.rule, finding.pointer) for finding in record(data, **options).findings]


def placed(data, **options):
    """(code, pointer, line, column) of the findings of the one record in ``data``."""
    read_one = record(data, **options)
    return [(finding.rule, finding.pointer, *read_one.locate(finding)) for finding in read_one.findings]


def codes(data, **options):
    """The codes of every record, one tuple a record."""
    return [tuple(finding.rule for finding in each.findings) for each in records(data, **options)]


def withdrawal(inner, declaration=""):
    """An XML withdrawal with its documentType and ``inner`` behind it."""
    head = f'{declaration}<withdrawal xmlns="{NAMESPACE}"><documentType>withdrawal</documentType>'
    return f"{head}{inner}</withdrawal>"


__all__ = ["NAMESPACE", "Limits", "codes", "placed", "record", "records", "told", "withdrawal"]
