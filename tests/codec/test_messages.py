"""Every finding that the codec can make has a message in both languages, and no message is left over."""

import ast
import string
from pathlib import Path

import ybzj_docs.codec
from ybzj_docs.codec.messages import MESSAGES

FOLDER = Path(ybzj_docs.codec.__file__).parent


def made():
    """(code, key) of every constant pair of arguments in the codec's calls; a choice of keys gives both."""
    for file in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            for code, key in zip(node.args, node.args[1:], strict=False):
                if isinstance(code, ast.Constant) and str(code.value)[:3] in ("IO-", "ST-"):
                    yield from ((code.value, text) for text in keys(key))


def keys(node):
    if isinstance(node, ast.Constant):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return [*keys(node.body), *keys(node.orelse)]
    return []


#: Keys that are passed through a variable.
PASSED = {
    ("IO-01", "not-as-declared"),
    ("IO-01", "not-utf16"),
    ("IO-01", "encoding-gb18030"),
    ("IO-07", "number"),
    ("IO-07", "too-great"),
    ("IO-02", "trailing"),
    ("ST-02", "unknown"),
    ("ST-02", "unknown-near"),
}


def test_messages_and_findings_are_the_same():
    table = {(code, key) for code, messages in MESSAGES.items() for key in messages}
    assert {*made(), *PASSED} == table


def test_templates_name_known_fields_in_both_languages():
    for messages in MESSAGES.values():
        for chinese, english in messages.values():
            fields = [
                {name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (chinese, english)
            ]
            assert fields[0] == fields[1] <= {"expected", "actual", "limit"}
            assert any("\u4e00" <= character <= "\u9fff" for character in chinese)
            assert english.isascii()
