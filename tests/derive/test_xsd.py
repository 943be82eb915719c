"""The XSD alone: tools of others load it, and it says what the contract says of XML."""

import functools
import shutil
import subprocess

import pytest
from lxml import etree

from tests.derive.loose_xml import loose_xml
from ybzj_docs import catalog
from ybzj_docs.derive.xsd import NAMES, xsd

CERTIFICATE = {
    "documentType": "certificate",
    "edition": "2021",
    "documentNumber": "320200PZ2026000001",
    "issuedOn": "2026-11-02",
    "revision": 12,
    "person": {"name": "吾丽亚·买买提", "idType": "01", "idNumber": "320202199001010024"},
    "insuranceType": "310",
    "account": {"balance": "1409.50"},
    "agency": {"name": "无锡市医疗保险基金管理中心", "regionCode": "320200"},
    "enrolment": {"from": "2015-03"},
    "seal": {"kind": "electronic", "signedAt": "2026-11-02T09:30:00+08:00"},
}
PRECHECK = {
    **{key: CERTIFICATE[key] for key in ("edition", "documentNumber", "issuedOn", "person")},
    "documentType": "precheck",
    "side": "origin",
    "alive": True,
}
TREES = {"certificate": CERTIFICATE, "precheck": PRECHECK}

#: Texts of each kind by the path of one element: those that the XSD takes, and those that it refuses.
TEXTS = {
    "certificate/issuedOn": (
        ["2000-02-29", "1900-01-01", "2199-12-31", " 2026-11-02\n"],
        ["2026-11-02Z", "2026-11-02+08:00", "1900-02-29", "1899-12-31", "2200-01-01", "02026-11-02", "2026-1-2", ""],
    ),
    "certificate/enrolment/from": (
        ["1950-01", "2099-12", "\t2015-03 "],
        ["2015-03Z", "2015-13", "1949-12", "2100-01", "2015-3", ""],
    ),
    "certificate/seal/signedAt": (
        ["2026-11-02T09:30:00Z", "2026-11-02T23:59:59.123456-14:00"],
        [
            *("2026-11-02T09:30:00", "2026-11-02t09:30:00Z", "2026-11-02T24:00:00Z", "2026-11-02T09:30:60Z"),
            *("2026-11-02T09:30:00.1234567Z", "2026-11-02T09:30:00+14:01", "2026-02-30T09:30:00Z", "2026-11-02"),
        ],
    ),
    "certificate/account/balance": (
        ["0.00", "99999999999.99", " 1.00 "],
        ["100000000000.00", "1", "1.0", "1.000", "01.00", "+1.00", "-1.00", "1e2", ".50", "1,409.50", "INF", ""],
    ),
    "certificate/revision": (
        ["0", "999999", " 7 "],
        ["1000000", "-1", "-0", "+1", "007", "1.0", "1e2", ""],
    ),
    "precheck/alive": (["true", "false", " true "], ["1", "0", "TRUE", "True", ""]),
    "certificate/agency/regionCode": (["000000", "659002"], ["32020", "3202000", " 320200", "320２00", ""]),
    "certificate/person/idType": (["01", "A-1_x.y", "x" * 20], ["-1", "x" * 21, "甲", "01 ", ""]),
    "certificate/insuranceType": (["310", "391"], ["999", "310 ", ""]),
    "certificate/person/name": (
        [" ", "\U00020bb7", "永" * 50, "\U00020000" * 50, "A&B<c>"],
        ["", "永" * 51, "a\tb", "a\nb", "a\x7f", "a\x85"],
    ),
}


@functools.cache
def engine(name):
    return etree.XMLSchema(etree.fromstring(xsd(name).encode()))


def element(name, *path):
    found = root = loose_xml(name, TREES[name])
    for step in path:
        found = found.find(f"{{*}}{step}")
    return root, found


@pytest.mark.parametrize("name", NAMES)
def test_xmllint_loads_it_and_nothing_lies_outside(name, tmp_path):
    file = tmp_path / "alone.xsd"
    file.write_text(xsd(name), encoding="utf-8")
    assert "xs:import" not in file.read_text(encoding="utf-8")
    if not shutil.which("xmllint"):
        pytest.skip("no xmllint on this machine: libxml2-utils")
    (tmp_path / "other.xml").write_text("<other/>")
    command = ["xmllint", "--noout", "--nonet", "--schema", file, tmp_path / "other.xml"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 3, done.stderr  # 3: the schema is right, the document is not; 5: the schema is wrong


@pytest.mark.parametrize("name", [*catalog.EXCHANGES[2:], "nothing"])
def test_what_has_no_xsd_is_told(name):
    with pytest.raises(catalog.UnknownName) as told:
        xsd(name)
    assert told.value.known == NAMES


@pytest.mark.parametrize("place", TEXTS)
def test_texts_of_each_kind(place):
    name, *path = place.split("/")
    root, found = element(name, *path)
    judge = engine(name)
    accepted, refused = TEXTS[place]
    for text in accepted + refused:
        found.text = text
        assert judge.validate(root) == (text in accepted), repr(text)


@pytest.mark.parametrize("name", TREES)
def test_elements_in_another_order_are_refused(name):
    judge = engine(name)
    root = loose_xml(name, TREES[name])
    judge.assertValid(root)
    root.append(root[1])
    assert not judge.validate(root)


def test_attributes_are_refused_but_for_the_schema_location():
    judge = engine("certificate")
    root = loose_xml("certificate", CERTIFICATE)
    root.set("{http://www.w3.org/2001/XMLSchema-instance}schemaLocation", f"{catalog.NAMESPACE} certificate.xsd")
    judge.assertValid(root)
    root.set("lang", "zh")
    assert not judge.validate(root)


@pytest.mark.parametrize("name", ["certificate", "documents"])
def test_the_root_is_the_only_root(name):
    inner = loose_xml("certificate", CERTIFICATE)
    outer = loose_xml("documents", [CERTIFICATE, PRECHECK])
    assert engine(name).validate(inner) == (name == "certificate")
    assert engine(name).validate(outer) == (name == "documents")


def test_an_object_without_required_members_has_at_least_one():
    judge = engine("certificate")
    members = {"from": "2015-03", "to": "2026-10"}
    for enrolment in ({key: members[key] for key in keys} for keys in ((), ("from",), ("to",), ("from", "to"))):
        tree = {**CERTIFICATE, "enrolment": enrolment}
        assert judge.validate(loose_xml("certificate", tree)) == bool(enrolment)


def test_a_message_has_one_body():
    judge = engine("message")
    head = {
        "formatVersion": "1",
        "messageId": "0b7e6f5c-3d2a-4f1e-9c8b-7a6d5e4f3c2b",
        "messageType": "certificateQuery",
        "edition": "2021",
        "sentAt": "2026-11-02T09:30:00+08:00",
        "sender": "320200",
        "receiver": "510100",
    }
    query = {"query": {"certificateNumber": "320200PZ2026000001"}}
    answer = {"answer": {"found": True}}
    assert not judge.validate(loose_xml("message", head))
    assert judge.validate(loose_xml("message", head | query))
    assert judge.validate(loose_xml("message", head | {"messageType": "certificateAnswer"} | answer))
    assert not judge.validate(loose_xml("message", head | query | answer))
    mixed = {"certificateNumber": "320200PZ2026000001", "transferNumber": "320200ZY2026000001"}
    assert not judge.validate(loose_xml("message", head | {"query": mixed}))


def test_members_are_told_in_chinese_with_their_other_names():
    tree = etree.fromstring(xsd("certificate").encode())
    names = {"xs": "http://www.w3.org/2001/XMLSchema"}
    (name,) = tree.xpath("xs:complexType[@name='person']//xs:element[@name='name']", namespaces=names)
    notes = [(note.get("source") or note.attrib.values()[0], note.text) for note in name[0]]
    assert ("zh", "姓名") in notes
    assert ("urn:ybzj:x-lb", "AAC003") in notes
    assert tree.xpath("//xs:enumeration[@value='310']//xs:documentation", namespaces=names)
