"""Example files are read by people: one layout, plain text, nobody's real data."""

import json
import re

import pytest

from tests.examples.loading import KINDS, examples


def plain(tree):
    """The one layout: two blanks a level, characters as they are, only invisible ones escaped."""
    text = json.dumps(tree, ensure_ascii=False, indent=2) + "\n"
    return re.sub("[\x7f-\x9f]", lambda match: f"\\u{ord(match[0]):04x}", text)


by_form = pytest.mark.parametrize("form", KINDS)


def files(form):
    return examples(form, "valid") + examples(form, "invalid")


@by_form
def test_the_file_has_the_one_layout(form):
    for example in files(form):
        assert example.text == plain(example.content), example


@by_form
def test_addresses_and_accounts_are_those_of_tests(form):
    """Addresses, banks and employers say 测试, telephones and mail lead nowhere."""
    for example in files(form):
        marked = re.findall(r'"(?:address|residenceAddress|householdAddress|bank)": "([^"]+)"', example.text)
        assert not [text for text in marked if "测试" not in text], example
        assert not re.findall(r'"email": "(?!\w+@example\.com)', example.text), example
        assert not re.findall(r'"mobile": "(?!1990000|1{26})', example.text), example
