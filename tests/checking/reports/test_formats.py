"""Every format from the same results: as a person last saw it, and as its own published schema wants it."""

import json
import os
import re
from pathlib import Path

import jsonschema
import pytest
from lxml import etree

from tests.checking.reports.samples import HARD, cases, report, result, results, told
from ybzj_docs import catalog
from ybzj_docs.checking.reports import FORMATS
from ybzj_docs.checking.reports.rulewords import rule_words
from ybzj_docs.checking.reports.sarif import uri
from ybzj_docs.checking.reports.sink import LIST_ALL_UP_TO

HERE = Path(__file__).resolve().parent
GOLDEN = HERE.parent.parent / "golden"
SCHEMA = catalog.schema("report")
SARIF = jsonschema.Draft4Validator(json.loads((HERE / "published/sarif-schema-2.1.0.json").read_bytes()))
LANGUAGES = ("zh", "en")


def lasting(form, raw):
    """The part of a report that changes only with its format: not with the rules of the house, nor with styles."""
    text = raw.decode()
    if form == "sarif":
        tree = json.loads(text)
        driver = tree["runs"][0]["tool"]["driver"]
        driver["rules"] = driver["rules"][:1]
        return json.dumps(tree, ensure_ascii=False, indent=2) + "\n"
    text = re.sub(r"<(style|script)>.*?</\1>", r"<\1></\1>", text, flags=re.DOTALL)
    text = re.sub(r"sha256-[A-Za-z0-9+/=]+", "sha256-", text)
    text = re.sub(r'(<p class="reason">|<dd>)[^<]{20,}', r"\1…", text)
    return re.sub(r"\n\s*\n+", "\n", text) if form == "html" else text


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_is_as_it_was(form):
    text = lasting(form, report(form))
    golden = GOLDEN / f"report.{form}"
    if os.environ.get("YBZJ_GOLDEN") == "write":
        golden.write_text(text, encoding="utf-8", newline="")
    with golden.open(encoding="utf-8", newline="") as file:
        assert text == file.read(), "mend: YBZJ_GOLDEN=write ./run test, then look at the difference"


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_results_are_the_same_bytes(form, lang):
    assert report(form, lang) == report(form, lang)


@pytest.mark.parametrize("form", FORMATS)
def test_a_name_that_is_no_text_is_reported(form):
    assert report(form, given=[result("\udcff.json", told())]).decode()


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_and_a_break_are_reported_too(form):
    assert report(form, given=[])
    assert report(form, interrupted=True) != report(form)


# --- jsonl ---


def test_each_line_is_as_its_part_of_the_report_schema():
    *lines, last = [json.loads(line) for line in report("jsonl").splitlines()]
    entry = jsonschema.Draft202012Validator(SCHEMA["properties"]["inputs"]["items"])
    rest = jsonschema.Draft202012Validator(
        SCHEMA | {"required": [name for name in SCHEMA["required"] if name != "inputs"]}
    )
    for line in lines:
        entry.validate(line)
    rest.validate(last)
    assert last | {"inputs": lines} == json.loads(report("json"))
    assert "inputs" not in last and all("summary" not in line for line in lines)


# --- sarif ---


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("interrupted", [False, True])
def test_sarif_is_as_published(lang, interrupted):
    tree = json.loads(report("sarif", lang, interrupted=interrupted))
    SARIF.validate(tree)
    [run] = tree["runs"]
    assert run["invocations"][0]["executionSuccessful"] is not interrupted
    assert run["columnKind"] == "unicodeCodePoints"


@pytest.mark.parametrize("given", [[], [result("clean.json")]])
def test_sarif_without_results_is_as_published(given):
    tree = json.loads(report("sarif", given=given))
    SARIF.validate(tree)
    assert tree["runs"][0]["results"] == []


def test_sarif_results_name_their_rule_and_place():
    [run] = json.loads(report("sarif"))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(rule_words())
    found = [one for one in run["results"] if one.get("kind") != "open"]
    assert len(found) == sum(len(one.findings) for one in results())
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in found)
    [location] = found[0]["locations"]
    assert location["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 18}
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "/person/idNumber"
    assert found[0]["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "case/application.json"
    assert [one["message"]["text"] for one in run["results"] if one.get("kind") == "open"] == [
        "没有 2027 年的工作日表"
    ]
    assert run["properties"]["summary"]["documents"] == len(list(results()))


def test_sarif_help_is_chinese_first_or_english_first():
    for lang, first in (("zh", "参保"), ("en", "the")):
        [run] = json.loads(report("sarif", lang))["runs"]
        for rule in run["tool"]["driver"]["rules"]:
            words = rule_words()[rule["id"]]
            assert rule["shortDescription"]["text"] == words.title(lang)
            assert all(title in rule["help"]["text"] for title in words.titles)
        assert any(first in rule["help"]["text"] for rule in run["tool"]["driver"]["rules"])


def test_sarif_tells_a_finding_again_when_lines_moved():
    prints = [
        json.loads(report("sarif", given=[result("a.json", told(line=line))]))["runs"][0]["results"][0]
        for line in (3, 30)
    ]
    assert prints[0]["partialFingerprints"] == prints[1]["partialFingerprints"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a/b.json", "a/b.json"),
        ("a b#c%.json", "a%20b%23c%25.json"),
        ("a.zip!b.json", "a.zip%21b.json"),
        ("x:y.json", "x%3Ay.json"),
        ("参.json", "%E5%8F%82.json"),
        ("\udcff.json", "%FF.json"),
        ("/a b.json", "file:///a%20b.json"),
        ("-", "-"),
    ],
)
def test_a_path_becomes_a_uri(path, expected):
    assert uri(path) == expected


# --- junit ---


@pytest.fixture(scope="module")
def xsd():
    return etree.XMLSchema(etree.parse(HERE / "published/junit-10.xsd"))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("given", [None, [], [result("clean.json")]])
def test_junit_is_as_published(xsd, lang, given):
    xsd.assertValid(etree.fromstring(report("junit", lang, given)))


def test_junit_has_a_suite_a_file_and_a_test_a_document():
    *suites, summary = etree.fromstring(report("junit"))
    paths = dict.fromkeys(one.path for one in results())
    assert [suite.get("name") for suite in suites] == list(paths)
    for suite in suites:
        own = [one for one in results() if one.path == suite.get("name")]
        numbers = [len(suite.findall(f"testcase{part}")) for part in ("", "[failure]", "[error]")]
        assert numbers == [int(suite.get(name)) for name in ("tests", "failures", "errors")]
        verdicts = [sum(one.verdict == verdict for one in own) for verdict in ("invalid", "undetermined")]
        assert numbers == [len(own), *verdicts]
    assert summary.find("properties/property[@name='documents']").get("value") == str(len(list(results())))


def test_junit_warnings_stand_in_the_output_and_fail_nothing():
    suite = etree.fromstring(report("junit", given=[result("a.json", told(severity="warning"))]))[0]
    assert suite.get("failures") == "0"
    assert "ID-01" in suite.findtext("testcase/system-out")


def test_junit_escapes_what_xml_cannot_hold():
    text = etree.fromstring(report("junit")).findtext(".//failure[@message='ST-04']")
    assert "\\u0001" in text and "A&B <c> ]]>" in text and "\U00020bb7\r\n" in text


# --- github ---


def commands(raw):
    """What a runner reads: name, properties and text of each command."""
    for line in raw.decode().split("\n")[:-1]:
        name, shown, text = re.fullmatch("::([a-z]+) ([^:]*)::([^\r\n]*)", line).groups()
        pairs = (pair.split("=", 1) for pair in shown.split(","))
        yield name, {key: _read(value, ("%3A", ":"), ("%2C", ",")) for key, value in pairs}, _read(text)


def _read(text, *more):
    for escaped, char in (*more, ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(escaped, char)
    return text


def test_github_gets_nothing_but_commands_that_read_back():
    *found, last = commands(report("github"))
    given = [(one, finding) for one in results() for finding in one.findings]
    assert len(found) == len(given) + 1  # and the layer that was skipped
    names = {"error": "error", "warning": "warning", "info": "notice"}
    for one, finding in given:
        matching = [
            text
            for name, where, text in found
            if name == names[finding.severity]
            and where["file"] == one.path
            and where.get("line") == str(finding.line)
        ]
        assert any(finding.message in text for text in matching)
    assert any(HARD in text for _, _, text in found)
    assert last[0] == "error" and str(len(list(results()))) in last[2]


# --- caps ---


@pytest.mark.parametrize("form", FORMATS)
def test_caps_leave_counts_true(form):
    given = [result(f"{number}.json", told("ID-01"), told("ID-02", line=4)) for number in range(30)]
    raw = report(form, given=given, max_per_rule=3, max_findings=5).decode()
    if form == "json":
        tree = json.loads(raw)
        assert sum(len(one["findings"]) for one in tree["inputs"]) == 5
        assert tree["summary"]["byRule"] == {"ID-01": 30, "ID-02": 30} and tree["summary"]["truncated"]
    assert "60" in raw


def test_each_rule_is_listed_no_more_often_than_asked():
    given = [result(f"{number}.json", told("ID-01"), told("ID-02", line=4)) for number in range(30)]
    tree = json.loads(report("json", given=given, max_per_rule=3))
    rules = [finding["rule"] for one in tree["inputs"] for finding in one["findings"]]
    assert sorted(rules) == ["ID-01"] * 3 + ["ID-02"] * 3


def test_more_than_a_thousand_clean_documents_are_only_counted():
    given = [result(f"{number}.json") for number in range(LIST_ALL_UP_TO + 1)]
    lines = report("jsonl", given=given, list_all=False).splitlines()
    assert len(lines) == 1 and json.loads(lines[0])["summary"]["documents"] == LIST_ALL_UP_TO + 1


def test_the_sample_has_cases():
    assert len(list(cases())) == 2
