"""Archives: what they hold within bounds; damage, passwords and bombs are findings, and nothing is written."""

import gzip
import io
import zipfile

import pytest

from ybzj_docs.codec.archive import Zip, members, unpacked
from ybzj_docs.codec.record import Defect, Limits

SMALL = Limits(unpacked=1000)


def packed(files, **how):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, **how) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def told(found):
    return [(one.name, one.content.finding.key if isinstance(one.content, Defect) else one.content) for one in found]


def test_members_come_by_path():
    data = packed({"b.json": "2", "a/c.json": "3", "a/b.json": "1"})
    assert told(members(data, Limits())) == [("a/b.json", b"1"), ("a/c.json", b"3"), ("b.json", b"2")]


@pytest.mark.parametrize(
    "name", ["../../x.json", "a/../x.json", "/x.json", "..\\x.json", "\\x.json", "C:/x.json", ".."]
)
def test_a_name_that_leads_outside_is_told(name):
    assert told(members(packed({name: "1"}), Limits())) == [(name, "outside")]
    archive = Zip(io.BytesIO(packed({name: "1"})), Limits())
    assert [one.finding.key for one in archive.blocks(archive.infos[0])] == ["outside"]


@pytest.mark.parametrize("name", ["a..b/x..json", "./x.json", "...", "a:b/x.json", "甲:x.json"])
def test_a_name_that_only_looks_so_is_read(name):
    assert told(members(packed({name: "1"}), Limits())) == [(name, b"1")]


def test_the_whole_is_bounded_and_reading_ends_there():
    data = packed({"a": b"x" * 600, "b": b"y" * 600, "c": b"z"})
    assert told(members(data, SMALL)) == [("a", b"x" * 600), ("b", "unpacked")]


def test_a_bomb_is_refused_for_its_ratio():
    size = 80 * 1024 * 1024
    [one] = members(packed({"a": bytes(size)}), Limits())
    assert one.content.finding.key == "ratio"
    [one] = members(packed({"a": bytes(size)}), Limits(ratio=10_000))
    assert len(one.content) == size
    bomb = gzip.compress(bytes(size))
    assert unpacked(bomb, Limits()).finding.key == "ratio"


def test_damage_is_told_wherever_the_archive_is_cut_or_changed():
    data = packed({"a.json": bytes(range(256)) * 9})
    for end in range(0, len(data), 7):
        assert all(isinstance(one.content, Defect) for one in members(data[:end], Limits()))
    for at in range(30, 200, 11):
        changed = data[:at] + bytes([data[at] ^ 255]) + data[at + 1 :]
        assert told(members(changed, Limits())) != told(members(data, Limits()))


def test_a_password_is_told():
    data = bytearray(packed({"a.json": "1"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert told(members(bytes(data), Limits())) == [("a.json", "encrypted")]


@pytest.mark.parametrize(
    "data", [b"", b"plain", gzip.compress(b"x" * 500, mtime=0)[:-6], gzip.compress(b"x", mtime=0)[:5]]
)
def test_a_gz_that_is_none_or_cut(data):
    found = unpacked(data, Limits())
    assert found == b"" if not data else found.finding.key == "archive"


def test_a_gz_is_unpacked_within_bounds():
    assert unpacked(gzip.compress(b"x" * 999), SMALL) == b"x" * 999
    assert unpacked(gzip.compress(b"x" * 1001), SMALL).finding.key == "unpacked"
