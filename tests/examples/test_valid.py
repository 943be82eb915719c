"""Valid examples pass both engines, keep every rule, survive XML, and together show every member."""

import json
from datetime import date
from functools import cache

import jsonschema
import jsonschema_rs
import pytest
from lxml import etree

from tests.examples.loading import KINDS, every, examples
from validators.schema import resolve
from ybzj_docs import catalog
from ybzj_docs.checking import Checker, Options
from ybzj_docs.codec.read import read
from ybzj_docs.codec.write import to_xml
from ybzj_docs.derive.xsd import xsd

AS_OF = date(2026, 11, 2)
VALID = every("valid")
by_kind = pytest.mark.parametrize("form", KINDS)
by_form = pytest.mark.parametrize("form", catalog.DOCUMENT_TYPES)


@cache
def engines(form):
    schema = catalog.schema(form)
    return jsonschema.Draft202012Validator(schema), jsonschema_rs.Draft202012Validator(schema)


@cache
def xml_schema(form):
    return etree.XMLSchema(etree.fromstring(xsd(form).encode()))


def trees(example):
    return example.content if example.form == "documents" else [example.content]


def leaves(whole, node, pointer=""):
    """Pointers of every leaf that the schema knows; ``*`` stands for list positions."""
    node = resolve(whole, node)
    if node.get("type") == "object":
        for name, member in node["properties"].items():
            yield from leaves(whole, member, f"{pointer}/{name}")
    elif node.get("type") == "array":
        yield from leaves(whole, node["items"], f"{pointer}/*")
    else:
        yield pointer


def held(tree, pointer=""):
    """Pointers of every leaf that the document holds."""
    if isinstance(tree, dict):
        for name, value in tree.items():
            yield from held(value, f"{pointer}/{name}")
    elif isinstance(tree, list):
        for value in tree:
            yield from held(value, f"{pointer}/*")
    else:
        yield pointer


def objects(tree):
    """Every object of the document."""
    if isinstance(tree, dict):
        yield tree
    for value in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from objects(value)


@by_kind
def test_both_engines_accept_it(form):
    for example in examples(form, "valid"):
        assert all(engine.is_valid(example.content) for engine in engines(form)), example


@by_kind
def test_no_object_takes_an_unknown_member(form):
    python, rust = engines(form)
    for example in examples(form, "valid"):
        tree = example.content
        for index, node in enumerate(objects(tree)):
            node["unknownMember"] = "x"
            assert not rust.is_valid(tree), f"{example}: an object of {sorted(node)} is open"
            assert index or not python.is_valid(tree), example
            del node["unknownMember"]


@pytest.mark.parametrize("engine", ["rs", "py"])
@by_kind
def test_no_rule_finds_an_error_or_a_warning(form, engine):
    checker = Checker(Options(AS_OF, engine=engine))
    for example in examples(form, "valid"):
        for data in (example.text.encode(), to_xml(example.content)):
            results = list(checker.check(data, example.path.name))
            assert [result.verdict for result in results] == ["valid"] * len(trees(example)), example
            told = [(f.rule, f.pointer, f.message) for r in results for f in r.findings if f.severity != "info"]
            assert not told, example


@by_kind
def test_there_and_back_through_xml_is_the_identity(form):
    for example in examples(form, "valid"):
        written = to_xml(example.content)
        back = [record.tree for record in read(written)]
        expected = [json.dumps(tree) for tree in trees(example)]  # order counts too
        assert [json.dumps(tree) for tree in back] == expected, example


@by_kind
def test_the_published_xsd_accepts_its_xml(form):
    for example in examples(form, "valid"):
        xml_schema(form).assertValid(etree.fromstring(to_xml(example.content)))


@by_form
def test_minimal_holds_the_required_members_only(form):
    [minimal] = [example for example in examples(form, "valid") if example.path.stem == "minimal"]
    assert set(minimal.content) == set(catalog.schema(form)["required"])


@by_form
def test_full_holds_every_member_at_every_depth(form):
    [full] = [example for example in examples(form, "valid") if example.path.stem == "full"]
    schema = catalog.schema(form)
    assert set(held(full.content)) == set(leaves(schema, schema))


def test_the_messages_show_every_type_and_every_member():
    schema = catalog.schema("message")
    messages = [example.content for example in examples("message", "valid")]
    assert {message["messageType"] for message in messages} == set(catalog.codelist("messageType").titles)
    known = {pointer for pointer in leaves(schema, schema) if not pointer.startswith("/documents/")}
    shown = {pointer for message in messages for pointer in held(message) if not pointer.startswith("/documents/")}
    assert shown == known


def test_every_edition_and_every_basic_scheme_is_shown():
    documents = [tree for example in VALID for tree in trees(example)]
    for form in ("certificate", "informationForm"):
        shown = [tree for tree in documents if tree.get("documentType") == form]
        assert {tree["edition"] for tree in shown} == set(catalog.codelist("edition").titles)
        schemes = {tree.get("insuranceType", tree.get("originInsuranceType")) for tree in shown}
        assert {"310", "380", "390"} <= schemes


@pytest.mark.parametrize("form", KINDS)
def test_each_form_has_its_examples(form):
    assert examples(form, "valid")
    least = {"documents": 0, "message": 8}.get(form, 3)
    assert len(examples(form, "invalid")) >= least
