"""Checks of Python libraries, each the fastest way its documentation shows; run by the peers' own Python.

    python _peer_python.py python-jsonschema|jsonschema-rs|lxml SCHEMA FILE

Prints how many records are invalid. Nothing of this project is imported.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path


def _count_lines(is_valid: Callable[[object], bool], file: str) -> int:
    import orjson

    with Path(file).open("rb") as lines:
        return sum(not is_valid(orjson.loads(line)) for line in lines)


def python_jsonschema(schema: str, file: str) -> int:
    import jsonschema

    validator = jsonschema.Draft202012Validator(json.loads(Path(schema).read_bytes()))
    return _count_lines(validator.is_valid, file)


def jsonschema_rs(schema: str, file: str) -> int:
    import jsonschema_rs

    validator = jsonschema_rs.Draft202012Validator(json.loads(Path(schema).read_bytes()))
    return _count_lines(validator.is_valid, file)


def lxml(schema: str, file: str) -> int:
    """One record after the other by the XSD; what has been checked is let go."""
    from lxml import etree

    validator, invalid = etree.XMLSchema(etree.parse(schema)), 0
    name = etree.parse(schema).find("{*}element").get("name")
    for _, record in etree.iterparse(file, tag=f"{{*}}{name}", resolve_entities=False, no_network=True):
        invalid += not validator.validate(record)
        record.clear()
        while record.getprevious() is not None:
            del record.getparent()[0]
    return invalid


CHECKS = {"python-jsonschema": python_jsonschema, "jsonschema-rs": jsonschema_rs, "lxml": lxml}

if __name__ == "__main__":
    print("invalid", CHECKS[sys.argv[1]](sys.argv[2], sys.argv[3]))
