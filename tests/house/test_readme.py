"""What the READMEs show is true: their Python runs, their commands exist with the options that they are given."""

import shlex
from datetime import date

import click
import pytest

from ybzj_docs import resources
from ybzj_docs.cli.main import cli
from ybzj_docs.importing import import_export

READMES = ("README.md", "README.zh-CN.md")


def blocks(root, name, language):
    """The code blocks of a README that are marked as ``language``."""
    pieces = (root / name).read_text(encoding="utf-8").split("\n```")[1::2]
    heads = [piece.partition("\n") for piece in pieces]
    return [code for head, _, code in heads if head == language]


@pytest.mark.parametrize("name", READMES)
def test_python_runs(root, name, tmp_path, monkeypatch, capsys):
    import_export(
        resources.path("samples/platform-export"), tmp_path / "out", as_of=date(2026, 11, 2), destination="310000"
    )
    monkeypatch.chdir(tmp_path)
    found = blocks(root, name, "python")
    assert found
    for code in found:
        exec(compile(code, name, "exec"), {})
    assert "ID-01" in capsys.readouterr().out


@pytest.mark.parametrize("name", READMES)
def test_commands_and_options_exist(root, name):
    lines = [line for block in blocks(root, name, "") for line in block.splitlines() if line.startswith("ybzj ")]
    assert len(lines) >= 10
    for line in lines:
        words = shlex.split(line, comments=True)[1:]
        command, context = cli, click.Context(cli)
        while isinstance(command, click.Group) and words and not words[0].startswith("-"):
            found = command.get_command(context, words[0])
            assert found is not None, line
            command, words = found, words[1:]
        options = {option for parameter in command.params for option in parameter.opts + parameter.secondary_opts}
        assert {word for word in words if word.startswith("-") and word != "-"} <= options, line


def test_both_readmes_show_the_same_commands(root):
    commands = [
        [
            line.split("#")[0].strip()
            for block in blocks(root, name, "")
            for line in block.splitlines()
            if "ybzj " in line
        ]
        for name in READMES
    ]
    assert commands[0] == commands[1]
