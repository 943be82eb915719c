"""Places: line and column against a slow oracle that parses character by character."""

import json

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.codec.helpers import NAMESPACE, record, records, withdrawal
from tests.strategies import documents
from ybzj_docs.codec.jsonplaces import find
from ybzj_docs.codec.record import Source
from ybzj_docs.codec.write import to_xml


def place(text, offset):
    """Line and column by counting."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def written(value, draw, out, pointer, places):
    """Write ``value`` as JSON with blanks anywhere, keeping the offset of each value and of each name."""

    def gap():
        out.append(draw(st.sampled_from(["", "", " ", "\n", "\r\n\t"])))

    def now():
        return len("".join(out))

    value_at = now()
    places.setdefault(pointer, [value_at, value_at])[0] = value_at
    if isinstance(value, dict | list):
        entries = value.items() if isinstance(value, dict) else [(str(i), entry) for i, entry in enumerate(value)]
        out.append("{" if isinstance(value, dict) else "[")
        for count, (name, entry) in enumerate(entries):
            out.append("," if count else "")
            gap()
            below = f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}"
            if isinstance(value, dict):
                places[below] = [0, now()]
                out.append(json.dumps(name))
                gap()
                out.append(":")
                gap()
            written(entry, draw, out, below, places)
            gap()
        if not entries:
            gap()
        out.append("}" if isinstance(value, dict) else "]")
    else:
        out.append(json.dumps(value, ensure_ascii=draw(st.booleans())))


_TREES = st.recursive(
    st.sampled_from(['a"}', "王\U00020bb7{[", "\\", "", 1, -5, True, None, 1.5]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["a", "b/~", '"', "01", "0", "", "é"]), inner, max_size=4)
    ),
    max_leaves=25,
)


@given(_TREES, st.data())
def test_json_places_are_those_of_an_oracle(tree, data):
    out, places = [], {}
    tree = {"documentType": "withdrawal", "x": tree}
    written(tree, data.draw, out, "", places)
    text = "".join(out)
    read = record(text)
    assert read.tree == tree
    for _ in range(2):  # the second time by the index
        for pointer, (value, name) in places.items():
            assert read.place(pointer) == place(text, value)
            at_name = place(
                text, value if pointer.rpartition("/")[2].isdecimal() and not _named(places, pointer) else name
            )
            assert read.place(pointer, at_name=True) == at_name


def _named(places, pointer):
    value, name = places[pointer]
    return value != name


def test_what_is_absent_stands_where_its_holder_stands():
    text = '{"documentType":"withdrawal","a":[{"b":"c"}]}'
    for asked in range(2):
        read = record(text)
        for _ in range(40 * asked):
            read.place("")
        assert read.place("/nothing") == (1, 1)
        assert read.place("/a/0/nothing/more") == read.place("/a/0/nothing", at_name=True) == (1, 35)
        assert read.place("/a/1") == read.place("/a/00") == read.place("/a/x") == (1, 34)
        assert read.place("/a/0/b/deeper") == (1, 40)
    assert find(text, 0, "/a/" + "9" * 5000) == 33


@given(st.text(st.sampled_from("ab\n\r\u2028é\U00020bb7"), max_size=20), st.integers(1, 5))
def test_lines_end_at_newlines_only(text, first):
    source = Source(text.encode(), first)
    for offset in range(len(text) + 1):
        line, column = place(text, offset)
        assert source.place(offset) == (line + first - 1, column)


@given(st.data())
def test_xml_places_are_those_of_start_tags(data):
    tree = data.draw(documents("certificate"))
    text = to_xml(tree).decode()
    noise = data.draw(st.sampled_from(["", "<!-- <person> -->", "<?p <person>?>", "<!--\n-->"]))
    text = text.replace("<person>", f"{noise}<person>").replace("</certificate>", f"{noise}</certificate>")
    read = record(text)
    assert read.tree == tree
    assert read.place("") == place(text, text.index("<certificate"))
    start = 0
    for name in sorted(tree, key=list(_order(text)).index):
        start = text.index(f"<{name}>", start)
        if noise == "" or name != "person":
            assert read.place(f"/{name}") == place(text, start)
    assert read.place("/person/name/deeper") == read.place("/person/name")


def _order(text):
    return [etree.QName(child).localname for child in etree.fromstring(text.encode()) if isinstance(child.tag, str)]


def test_xml_places_hold_in_files_of_many_with_prefixes():
    one = withdrawal("<person><name>甲</name></person>")
    two = (
        f'<x:withdrawal xmlns:x="{NAMESPACE}"><x:documentType>withdrawal</x:documentType>'
        "<x:agency><x:formerly/></x:agency></x:withdrawal>"
    )
    text = f'<documents xmlns="{NAMESPACE}">\n{one}<!-- <a> -->\n<?p <a>?>{two}\n  {one}</documents>'
    first, second, third = records(text)
    assert first.place("/person/name") == place(text, text.index("<name>"))
    assert second.place("") == place(text, text.index("<x:withdrawal"))
    (finding,) = second.findings
    assert (finding.rule, finding.pointer) == ("ST-02", "/agency/formerly")
    assert second.locate(finding) == place(text, text.index("<x:formerly"))
    assert third.place("/person/name") == place(text, text.rindex("<name>"))


def test_xml_lines_are_true_beyond_the_parsers_count():
    text = withdrawal("\n" * 70000 + "<foo/>")
    read = record(text)
    assert read.locate(read.findings[0]) == (70001, 1)


def test_many_findings_cost_no_more_than_few():
    members = ",".join(f'"m{number}":{number}' for number in range(20000))
    read = record(f'{{"documentType":"withdrawal",{members}}}')
    places = [read.place(f"/m{number}", at_name=True) for number in range(20000)]
    assert places == sorted(places)
