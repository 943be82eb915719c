"""The page: opened in a browser it asks for nothing, breaks no policy, and its two views switch."""

import re
import subprocess
import sys
import time
import tracemalloc

import pytest

from tests.checking.reports.browser import browser
from tests.checking.reports.samples import HARD, report, result, told
from ybzj_docs.checking.reports import htmlrows
from ybzj_docs.checking.result import Drawn

SEEN = "Array.from(document.querySelectorAll('{}')).filter(e => e.getClientRects().length > 0).length"


@pytest.fixture(scope="module")
def page():
    with browser() as opened:
        yield opened


def opened(page, tmp_path, raw):
    file = tmp_path / "report.html"
    file.write_bytes(raw)
    page.requests.clear()
    page.complaints.clear()
    page.open(file.as_uri())
    return file.as_uri()


def seen(page, selector):
    return page.run(SEEN.format(selector))


@pytest.mark.parametrize(("lang", "verdict"), [("zh", "不通过"), ("en", "Invalid")])
def test_the_page_asks_for_nothing_and_says_the_verdict_first(page, tmp_path, lang, verdict):
    address = opened(page, tmp_path, report("html", lang))
    assert page.run("document.querySelector('h1').textContent") == verdict
    assert page.run("document.body.innerText").index(verdict) < 60
    assert page.run("document.documentElement.lang").startswith(lang)
    assert page.requests == [address]
    assert page.complaints == []


def test_the_views_switch(page, tmp_path):
    opened(page, tmp_path, report("html"))
    assert seen(page, ".finding .developer") == 0 and seen(page, ".finding .clerk") > 0
    page.run("document.querySelector('[for=view-developer]').click()")
    assert seen(page, ".finding .developer") > 0 and seen(page, ".finding .clerk") == 0
    assert seen(page, ".documents") == 1 and seen(page, ".by-rule") == 0
    page.run("document.querySelector('[for=group-rule]').click()")
    assert seen(page, ".documents") == 0 and seen(page, ".by-rule .finding") == 7
    page.run("document.querySelector('[for=show-error]').click()")
    assert seen(page, ".by-rule .finding.error") == 0 and seen(page, ".by-rule .finding.warning") == 2
    assert page.complaints == []


def test_what_is_ticked_off_is_remembered_for_this_report(page, tmp_path):
    raw = report("html")
    opened(page, tmp_path, raw)
    page.run("localStorage.clear()")
    assert page.run("document.querySelector('.progress').innerText.trim()") == "已处理 0 / 7"
    page.run("document.querySelector('.documents .finding input').click()")
    opened(page, tmp_path, raw)
    assert page.run("document.querySelector('.progress').innerText.trim()") == "已处理 1 / 7"
    assert page.run("document.querySelectorAll('.finding.done').length") == 2  # by document, and by rule
    page.run("document.querySelector('[for=hide-done]').click()")
    assert seen(page, ".documents .finding") == 6
    opened(page, tmp_path, report("html", "en", given=[result("a.json", told())]))
    assert page.run("document.querySelector('.progress').innerText.trim()") == "0 of 1 done"
    assert page.complaints == []


def test_finding_hides_the_other_documents(page, tmp_path):
    opened(page, tmp_path, report("html"))
    page.run("var box = document.getElementById('find'); box.value = '信息表'; box.dispatchEvent(new Event('input'))")
    assert seen(page, ".documents .card") == 1


def test_what_a_document_says_is_text_and_no_markup(page, tmp_path):
    opened(page, tmp_path, report("html"))
    assert page.run("document.querySelectorAll('img, iframe, object, link, script[src]').length") == 0
    assert page.run("document.querySelectorAll('script').length") == 1
    shown = page.run("Array.from(document.querySelectorAll('.message')).map(e => e.textContent).join('')")
    assert HARD.partition("\u0001")[0] in shown
    assert page.complaints == []


def test_periods_and_the_course_of_the_case_are_drawn(page, tmp_path):
    opened(page, tmp_path, report("html"))
    assert page.run("document.querySelectorAll('.periods .period rect').length") == 4
    assert page.run("document.querySelectorAll('.periods .doubled rect').length") == 1
    assert page.run("document.querySelectorAll('.periods .gap rect').length") == 1
    assert page.run("document.querySelectorAll('.cases .late rect').length") == 1
    assert page.run("document.querySelectorAll('.cases .card').length") == 1
    inside = "Array.from(document.querySelectorAll('svg rect')).every(e => e.x.baseVal.value >= 0 && "
    assert page.run(f"{inside} e.x.baseVal.value + e.width.baseVal.value <= 961)") is True


def test_the_page_is_printable(page, tmp_path):
    opened(page, tmp_path, report("html"))
    page.call("Emulation.setEmulatedMedia", media="print")
    assert seen(page, ".controls") == 0 and seen(page, ".finding") > 0
    page.call("Emulation.setEmulatedMedia", media="")


def test_a_million_findings_open_at_once(page, tmp_path):
    raw = report("html", given=many(334_000))
    assert len(raw) < 6_000_000
    start = time.monotonic()
    opened(page, tmp_path, raw)
    assert page.run("document.querySelectorAll('.documents .finding').length") == htmlrows.FINDINGS
    assert time.monotonic() - start < 15
    text = page.run("document.querySelector('.notice').textContent")
    assert "2,000" in text and "1,000,000" in text
    start = time.monotonic()
    for switch in ("view-developer", "group-rule", "group-document", "show-info"):
        page.run(f"document.querySelector('[for={switch}]').click(); document.body.offsetHeight")
    assert time.monotonic() - start < 5
    assert page.complaints == []


def test_the_report_of_a_stream_opens_at_once(page, tmp_path):
    """As the command writes it, of a stream with a hundred thousand findings (``benchmarks/report_million.py``: more)."""
    lines = tmp_path / "many.jsonl"
    lines.write_text('{"documentType": "withdrawal"}\n' * 18_000)
    out = tmp_path / "report.html"
    command = [sys.executable, "-c", "from ybzj_docs.cli.main import main; main()", "check", str(lines)]
    done = subprocess.run([*command, "--format", "html", "--output", str(out)], capture_output=True, check=False)
    assert done.returncode == 1
    start = time.monotonic()
    page.complaints.clear()
    page.open(out.as_uri())
    assert page.run("document.querySelectorAll('.documents .finding').length") == htmlrows.FINDINGS
    left = page.run("document.querySelector('.notice').textContent").replace(",", "")
    assert max(map(int, re.findall("[0-9]+", left))) >= 100_000 - htmlrows.FINDINGS
    assert time.monotonic() - start < 15
    assert page.complaints == []


# --- without a browser ---


def many(count):
    findings = (told("ID-01"), told("PD-04", "info", line=9, message="长" * 5000), told("TM-01", "warning", line=10))
    return (result(f"folder/{number}.json", *findings) for number in range(count))


def test_memory_does_not_grow_with_findings():
    peaks = []
    for count in (3_000, 12_000):
        tracemalloc.start()
        report("html", given=many(count), list_all=False)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.1


def test_the_policy_allows_what_is_in_the_page_and_nothing_else():
    text = report("html").decode()
    policy = re.search('Content-Security-Policy" content="([^"]*)"', text)[1].replace("&#39;", "'")
    assert policy.startswith("default-src 'none';") and "unsafe" not in policy and "http" not in policy
    assert not re.findall(r"(?:src|href)=\"(?!#)", text)
    assert " style=" not in text and " onclick=" not in text


def test_long_texts_are_cut():
    long = "长" * 5000
    one = result("a.json", told(message=long, actual=long, label=long, crumbs=(long,) * 50, pointer="/" + long))
    assert len(report("html", given=[one])) < 40_000


def test_more_drawings_than_a_page_has_room_for_are_counted():
    periods = (Drawn("2020-01", "2020-12", "310", 12),)
    given = [result(f"{number}.json", periods=periods) for number in range(htmlrows.DRAWN + 7)]
    text = report("html", given=given).decode()
    assert text.count('<g class="period">') == htmlrows.DRAWN and "另有 7 份未画出" in text
