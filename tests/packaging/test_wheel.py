"""The wheel, in an environment without this checkout, from an empty folder: what a user installs works."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DATA = ("schemas", "templates", "samples")


def run(*command: str | Path, cwd: Path) -> str:
    """The standard output of ``command``; the test fails with everything it said where it fails."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV_", "YBZJ_"))}
    done = subprocess.run(command, cwd=cwd, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}: exit {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def scripts(wheel, tmp_path_factory) -> Path:
    """The scripts folder of a clean environment: the wheel, and the locked packages that we depend on.

    Those are borrowed by path, so that no network is needed. Python reads ``.pth`` files only in its own
    site-packages: the one that leads back to this checkout has no effect here.
    """
    home = tmp_path_factory.mktemp("clean") / "venv"
    venv.create(home, symlinks=True)
    scripts = home / "bin"
    pip = (sys.executable, "-m", "pip", "--python", scripts / "python", "install", "--quiet")
    run(*pip, "--no-deps", "--no-index", "--disable-pip-version-check", wheel, cwd=home)
    site = run(scripts / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home)
    borrowed = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (Path(site.strip()) / "borrowed.pth").write_text("\n".join(borrowed), encoding="utf-8")
    return scripts


def test_the_wheel_holds_all_data_and_only_ours(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert tops == {"ybzj_docs", "validators", next(top for top in tops if top.endswith(".dist-info"))}
    for folder in DATA:
        files = {f.relative_to(ROOT).as_posix() for f in (ROOT / folder).rglob("*") if f.is_file()}
        packed = {name.removeprefix("ybzj_docs/_data/") for name in names}
        assert files, f"{folder}/ is empty"
        assert not files - packed, f"not in the wheel: {sorted(files - packed)}; is it ignored by git?"


def test_code_and_data_come_from_the_wheel(scripts, tmp_path):
    code = "import validators as v, ybzj_docs.resources as r; print(v.__file__, r.__file__, r.root(), sep='\\n')"
    for place in run(scripts / "python", "-c", code, cwd=tmp_path).splitlines():
        assert Path(place).is_relative_to(scripts.parent), place


def test_ybzj_tells_its_version(scripts, tmp_path):
    assert "0.1.0" in run(scripts / "ybzj", "--version", cwd=tmp_path)


def test_the_demo_runs_from_an_empty_folder(scripts, tmp_path):
    run(scripts / "ybzj", "demo", "--out", "out", cwd=tmp_path)
    for kind, least in (("pdf", 4), ("docx", 4)):
        files = [file for file in (tmp_path / "out").rglob(f"*.{kind}") if file.stat().st_size]
        assert len(files) >= least, f"{len(files)} {kind} written"


def test_a_store_is_made_with_the_migrations_of_the_wheel(scripts, tmp_path):
    run(scripts / "ybzj", "agency", "import", ROOT / "samples" / "platform-export", cwd=tmp_path)
    assert "320200001" in run(scripts / "ybzj", "agency", "list", cwd=tmp_path)
    assert (tmp_path / "ybzj.db").is_file()
