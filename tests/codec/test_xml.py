"""XML: what only XML can get wrong is told by its code at its start tag; all else comes into the tree as JSON's."""

import pytest

from tests.codec.helpers import NAMESPACE, Limits, codes, placed, record, records, told, withdrawal
from ybzj_docs.codec.xmltext import beyond_depth, offset_of

DOCUMENT_TYPE = "<documentType>withdrawal</documentType>"
ROOT = f'<withdrawal xmlns="{NAMESPACE}">'
HEAD = len(ROOT) + len(DOCUMENT_TYPE)


@pytest.mark.parametrize(
    ("inner", "expected", "member"),
    [
        ("<issuedOn> 2026-11-02\n</issuedOn>", "2026-11-02", "issuedOn"),
        ("<revision>\t12 </revision>", 12, "revision"),
        ("<revision>-0</revision>", 0, "revision"),
        ("<revision>-5</revision>", -5, "revision"),
        ("<revision>012</revision>", "012", "revision"),
        ("<revision>+1</revision>", "+1", "revision"),
        ("<revision>1.0</revision>", "1.0", "revision"),
        ("<revision>NaN</revision>", "NaN", "revision"),
        ("<revision>１２</revision>", "１２", "revision"),
        ("<revision/>", "", "revision"),
        ("<reason> 两 端 </reason>", " 两 端 ", "reason"),
        ("<reason><![CDATA[<&]]>b<!-- c --><?p?>&#x4e2d;&amp;</reason>", "<&b中&", "reason"),
        ("<reason/>", "", "reason"),
        ("<reason>a\r\nb</reason>", "a\nb", "reason"),
        ("<reason><b>c</b></reason>", {"b": ""}, "reason"),
        ("<person/>", {}, "person"),
        ("<person> \n </person>", {}, "person"),
        ("<person>张三</person>", "张三", "person"),
        ("<extensions/>", [], "extensions"),
        ("<extensions>x</extensions>", "x", "extensions"),
        ("<extensions><extension/></extensions>", [{}], "extensions"),
        (
            '<reason xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:schemaLocation="a b">c</reason>',
            "c",
            "reason",
        ),
    ],
)
def test_what_stands_in_the_tree(inner, expected, member):
    read = record(withdrawal(inner))
    assert read.findings == ()
    assert read.tree == {"documentType": "withdrawal", member: expected}


@pytest.mark.parametrize(
    ("text", "expected"), [("true", True), (" false\n", False), ("1", "1"), ("TRUE", "TRUE"), ("", "")]
)
def test_a_flag_is_one_of_two_words(text, expected):
    inner = f"<precheck xmlns='{NAMESPACE}'><documentType>precheck</documentType><arrears>{text}</arrears></precheck>"
    assert record(inner).tree["arrears"] == expected


@pytest.mark.parametrize(
    ("inner", "code", "pointer", "column"),
    [
        ("<foo/>", "ST-02", "/foo", 1),
        ("<foo><bar/>x</foo>", "ST-02", "/foo", 1),
        ("<mobile>1</mobile>", "ST-02", "/mobile", 1),
        ('<x:reason xmlns:x="urn:other">a</x:reason>', "ST-02", "/reason", 1),
        ('<reason xmlns="">a</reason>', "ST-02", "/reason", 1),
        ("<person><foo/></person>", "ST-02", "/person/foo", 9),
        ("<extensions><foo/></extensions>", "ST-02", "/extensions/foo", 13),
        ('<reason lang="zh">a</reason>', "ST-02", "/reason", 1),
        ('<reason xml:lang="zh">a</reason>', "ST-02", "/reason", 1),
        ('<person nil="true"/>', "ST-02", "/person", 1),
        ('<extensions><extension a=""/></extensions>', "ST-02", "/extensions/0", 13),
        ("<person>x<name>a</name></person>", "ST-03", "/person", 1),
        ("<person><name>a</name>x</person>", "ST-03", "/person", 1),
        ("<extensions>x<extension/></extensions>", "ST-03", "/extensions", 1),
        ("<reason>a</reason><reason>b</reason>", "ST-07", "/reason", 19),
        ("<person/><person><foo/></person>", "ST-07", "/person", 10),
        ("<person><name>a</name><name/></person>", "ST-07", "/person/name", 23),
        ("<reason>a</reason><person/>", "ST-07", "/person", 19),
        (f"<edition>2021</edition>{DOCUMENT_TYPE}", "ST-07", "/documentType", 24),
        ("<revision>99999999999999999999</revision>", "IO-07", "/revision", 1),
        ("<revision>18446744073709551616</revision>", "IO-07", "/revision", 1),
    ],
)
def test_what_only_xml_can_get_wrong(inner, code, pointer, column):
    assert placed(withdrawal(f"\n{inner}")) == [(code, pointer, 2, column)]


def test_attributes_of_the_root_are_looked_at_too():
    xml = withdrawal("").replace("xmlns", 'id="1" xmlns', 1)
    assert placed(xml) == [("ST-02", "", 1, 1)]
    assert record(xml).findings[0].actual == "id"


def test_an_unknown_element_offers_the_nearest_known_one():
    finding = record(withdrawal("<persn/>")).findings[0]
    assert (finding.key, finding.expected) == ("unknown-near", "person")


def test_the_first_of_two_counts_and_the_misplaced_is_read():
    read = record(withdrawal("<reason>a</reason><reason>b</reason><person><name>甲</name></person>"))
    assert read.tree == {"documentType": "withdrawal", "reason": "a", "person": {"name": "甲"}}
    assert [(f.rule, f.key, f.pointer, f.expected) for f in read.findings] == [
        ("ST-07", "twice", "/reason", None),
        ("ST-07", "order", "/person", "reason"),
    ]


def test_one_element_at_the_wrong_place_is_one_finding():
    members = ["<edition>2021</edition>", "<documentNumber>1</documentNumber>", "<issuedOn>2026-01-02</issuedOn>"]
    tail = ["<person/>", "<requestedOn>2026-01-02</requestedOn>", "<reason>a</reason>"]
    first_last = "".join([*members, tail[2], *tail[:2]])
    assert told(withdrawal(first_last)) == [("ST-07", "/reason")]
    last_first = "".join([tail[2], *members, *tail[:2]])
    assert told(withdrawal(last_first)) == [("ST-07", "/reason")]
    assert record(withdrawal(last_first)).findings[0].key == "order-last"
    moved = f"{ROOT}{''.join(members + tail)}{DOCUMENT_TYPE}</withdrawal>"
    assert told(moved) == [("ST-07", "/documentType")]


@pytest.mark.parametrize(
    ("text", "pointer", "column"),
    [
        ("<foo/>", "", 1),
        (f'<foo xmlns="{NAMESPACE}"/>', "", 1),
        ("<!-- c --><withdrawal/>", "", 11),
        ('<withdrawal xmlns="urn:ybzj:docs:2018"/>', "", 1),
        (f'<report xmlns="{NAMESPACE}"/>', "", 1),
        (f'<message xmlns="{NAMESPACE}"/>', "", 1),
        ("<documents/>", "", 1),
        (f"{ROOT}</withdrawal>", "", 1),
        (f"{ROOT}text</withdrawal>", "", 1),
        (f"{ROOT}<documentType/></withdrawal>", "/documentType", len(ROOT) + 1),
        (f"{ROOT}<documentType>foo</documentType></withdrawal>", "/documentType", len(ROOT) + 1),
        (f"{ROOT}<documentType><b/></documentType></withdrawal>", "/documentType", len(ROOT) + 1),
        (
            f'<message xmlns="{NAMESPACE}"><formatVersion>2</formatVersion><messageType>notice</messageType></message>',
            "/formatVersion",
            37,
        ),
    ],
)
def test_what_is_no_document_of_ours(text, pointer, column):
    assert placed(text) == [("IO-06", pointer, 1, column)]


def test_a_type_other_than_the_root_is_for_structure_to_judge():
    read = record(f"{ROOT}<documentType>certificate</documentType></withdrawal>")
    assert (read.findings, read.document_type) == ((), "withdrawal")


@pytest.mark.parametrize(
    ("prolog", "column"),
    [
        ("<!DOCTYPE a>", 1),
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>', 1),
        ('<?xml version="1.0"?><!DOCTYPE a SYSTEM "http://example.invalid/a.dtd">', 22),
        ("<!-- <a> --><?p ?> <!doctype html>", 20),
        ('<!ENTITY x "y">', 1),
    ],
)
def test_declarations_are_refused_before_parsing(prolog, column):
    for codec in ("utf-8", "utf-16"):
        assert placed((prolog + withdrawal("&x;")).encode(codec)) == [("IO-03", "", 1, column)]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        (withdrawal("&x;"), HEAD + 1),
        (withdrawal("<reason>a&nbsp;b</reason>"), HEAD + 10),
        (withdrawal("<reason>\x01</reason>"), HEAD + 9),
        (withdrawal("<reason>\x00</reason>"), HEAD + 9),
        (withdrawal("<reason>\ufffe</reason>"), HEAD + 9),
        (withdrawal("<reason>&#1;</reason>"), None),
        (withdrawal("<reason>"), None),
        (withdrawal("<x:reason/>"), None),
        (withdrawal('<reason a="1" a="2"/>'), None),
        (withdrawal("<reason a=1/>"), None),
        (withdrawal("") + "x", HEAD + len("</withdrawal>") + 1),
        (withdrawal("")[:-1], None),
        (" " + withdrawal("", '<?xml version="1.0"?>'), None),
        (withdrawal("<!-- -- -->"), None),
        (withdrawal("<!DOCTYPE a>"), None),
        ("<", None),
        ("<>", None),
        ("<!-- ", None),
        ("<?xml", None),
    ],
)
def test_what_is_not_well_formed(text, column):
    ((code, pointer, line, found),) = placed(text)
    assert (code, pointer, line) == ("IO-02", "", 1)
    assert column is None or found == column


def test_depth():
    def nested(levels):
        return withdrawal("<a>" * levels + "</a>" * levels)

    assert told(nested(63)) == [("ST-02", "/a")]
    assert placed(nested(64)) == [("IO-04", "", 1, HEAD + 63 * 3 + 1)]
    assert placed(nested(100)) == [("IO-04", "", 1, HEAD + 63 * 3 + 1)]
    assert placed(nested(300)) == [("IO-04", "", 1, HEAD + 63 * 3 + 1)]
    assert told(withdrawal("<a>" * 100000)) == [("IO-04", "")]
    assert told(withdrawal("<reason>" + "<a>" * 70 + "</a>" * 70 + "</reason>")) == [("IO-04", "")]
    assert told(withdrawal("<person><name>a</name></person>"), limits=Limits(depth=2)) == [("IO-04", "")]
    assert told(withdrawal("<person/>"), limits=Limits(depth=2)) == []


def test_depth_is_counted_past_what_is_closed():
    before = "<!-- <a> --><b/><c d='>'>x</c><?p <a>?><![CDATA[<a>]]>"
    text = withdrawal(before + "<a>" * 300)
    assert placed(text) == [("IO-04", "", 1, HEAD + len(before) + 63 * 3 + 1)]
    assert beyond_depth(withdrawal(before), 2) is None


def test_an_offset_lies_within_the_text():
    assert [offset_of("a\nbc", *place) for place in ((1, 1), (2, 2), (2, 9), (3, 1), (1, 0))] == [0, 3, 4, 4, 0]


def test_size():
    text = withdrawal("<reason>因</reason>")
    small = Limits(document=len(text.encode()) - 1)
    assert told(text, limits=Limits(document=len(text.encode()))) == []
    assert told(text, limits=small) == [("IO-04", "")]
    many = f'<documents xmlns="{NAMESPACE}">{withdrawal("")}{text}{withdrawal("")}</documents>'
    assert codes(many, limits=small) == [(), ("IO-04",), ()]
    assert told("<a>" + "x" * 10_100_000 + "</a>") == [("IO-04", "")]
    assert told("<" + "n" * 60_000 + "/>") == [("IO-04", "")]


def test_many_documents():
    one, other = withdrawal("<reason>a</reason>"), withdrawal("<foo/>")
    text = f'<?xml version="1.0"?><!-- c --><d:documents xmlns:d="{NAMESPACE}">\n {one}\n{other}<foo/>{one}</d:documents>'
    read = records(text)
    assert [each.number for each in read] == [1, 2, 3, 4]
    assert [tuple(f.rule for f in each.findings) for each in read] == [(), ("ST-02",), ("IO-06",), ()]
    assert read[1].locate(read[1].findings[0]) == (3, HEAD + 1)
    assert read[2].locate(read[2].findings[0]) == (3, len(other) + 1)
    assert records(f'<documents xmlns="{NAMESPACE}"/>') == []


def test_many_documents_are_read_up_to_what_is_not_well_formed():
    one = withdrawal("")
    text = f'<documents xmlns="{NAMESPACE}">{one}\n{one}'
    assert codes(text) == [(), (), ("IO-02",)]
    assert codes(f"{text}<foo></bar>{one}</documents>") == [(), (), ("IO-02",)]
    assert codes(text.encode() + b"\xff</documents>") == [(), (), ("IO-01",)]
    assert codes(f"{text}</documents>".encode() + b"\xff") == [(), (), ("IO-01",)]
    assert codes(f'<!DOCTYPE a><documents xmlns="{NAMESPACE}"/>') == [("IO-03",)]


def test_the_root_of_many_may_be_wrong_itself():
    one = withdrawal("")
    text = f'<documents xmlns="{NAMESPACE}" a="1">x{one}</documents>'
    read = records(text)
    assert [(each.number, tuple(f.rule for f in each.findings)) for each in read] == [
        (1, ()),
        (None, ("ST-02", "ST-03")),
    ]
    assert read[1].tree is None
    assert codes(f'<documents xmlns="{NAMESPACE}">x</documents>') == [("ST-03",)]


def test_what_is_wrong_with_the_root_of_many_stands_at_its_start_tag():
    head = '<?xml version="1.0"?>\n<!-- c -->\n '
    for root in (f'<documents xmlns="{NAMESPACE}" a="1">{withdrawal("")}</documents>', "<documents/>"):
        last = records(head + root)[-1]
        assert [last.locate(finding) for finding in last.findings] == [(3, 2)]


@pytest.mark.parametrize("wrong", ["&x;", "<q:z/>", '<z a="" a=""/>'])
def test_a_broken_document_among_many_is_told_once_at_its_place(wrong):
    one, broken = withdrawal(""), withdrawal(f"<reason>{wrong}</reason>")
    read = records(f'<documents xmlns="{NAMESPACE}">\n{one}\n{broken}\n{one}\n</documents>')
    assert [(each.number, tuple(f.rule for f in each.findings)) for each in read] == [(1, ()), (2, ("IO-02",))]
    line, column = read[1].locate(read[1].findings[0])
    start = broken.index(wrong) + 1
    assert line == 3
    assert start <= column <= start + len(wrong)


def test_too_deep_is_told_before_an_unknown_root():
    read = records("<a>" * 65 + "</a>" * 65)[0]
    assert [(f.rule, read.locate(f)) for f in read.findings] == [("IO-04", (1, 64 * 3 + 1))]
    assert told("<a>" * 64 + "</a>" * 64) == [("IO-06", "")]


def test_only_the_schema_location_may_be_said_of_an_element():
    place = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:noNamespaceSchemaLocation="a"'
    assert told(withdrawal(f"<reason {place}>c</reason>")) == [("ST-02", "/reason")]


def message(documents):
    return f'<message xmlns="{NAMESPACE}"><messageType>withdrawal</messageType><documents>{documents}</documents></message>'


def test_a_message_holds_documents_by_their_own_names():
    read = record(message(withdrawal("<reason>a</reason>")))
    assert (read.number, read.document_type, read.findings) == (None, "message", ())
    assert read.tree["documents"] == [{"documentType": "withdrawal", "reason": "a"}]
    assert told(message(withdrawal("<foo/>"))) == [("ST-02", "/documents/0/foo")]


def test_of_a_document_that_no_message_carries_only_its_name_is_read():
    read = record(message("<precheck><foo/></precheck>"))
    assert (read.findings, read.tree["documents"]) == ((), [{"documentType": "precheck"}])


def test_a_message_with_other_things_in_its_documents():
    read = record(message("<foo><documentType>foo</documentType></foo>"))
    assert (read.findings, read.tree["documents"]) == ((), [{"documentType": "foo"}])
    assert told(message('<withdrawal xmlns=""/>')) == [("ST-02", "/documents/withdrawal")]
    read = record(message(f"<withdrawal>{DOCUMENT_TYPE.replace('withdrawal', 'certificate')}</withdrawal>"))
    assert [(f.rule, f.pointer, f.expected) for f in read.findings] == [
        ("ST-05", "/documents/0/documentType", "withdrawal")
    ]
    assert read.tree["documents"] == [{"documentType": "withdrawal"}]
    assert record(message("<withdrawal>x</withdrawal>")).tree["documents"] == ["x"]
    assert record(message("<withdrawal/>")).tree["documents"] == [{}]
