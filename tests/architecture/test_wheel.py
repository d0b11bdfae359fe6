"""A wheel claims one name among other people's packages, and its launcher finds the rest."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.source import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel with the installed hatchling and return its path."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_claims_only_homeroom(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names if ".dist-info/" not in name}
    assert tops == {"homeroom"}
    assert "homeroom/_app/bot/model/__init__.py" in names
    assert not [name for name in names if "__pycache__" in name]


def test_the_wheel_carries_the_readme(wheel: Path) -> None:
    packed = zipfile.ZipFile(wheel)
    (metadata,) = (name for name in packed.namelist() if name.endswith(".dist-info/METADATA"))
    told = packed.read(metadata).decode()
    assert "Description-Content-Type: text/markdown" in told
    assert "# Homeroom" in told


def test_the_launcher_prefers_its_own_packages(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import homeroom.__main__ as launcher\n"
        "launcher.find_packages()\n"
        "import adapters, bot, config\n"
        "print(*(module.__file__ for module in (adapters, bot, config)), sep='\\n')"
    )
    told = subprocess.run(
        [sys.executable, "-I", "-c", script, str(tmp_path)],
        check=True,
        capture_output=True,
        text=True,
    )
    app = tmp_path / "homeroom" / "_app"
    assert [Path(line).parent for line in told.stdout.splitlines()] == [
        app / "adapters",
        app / "bot",
        app / "config",
    ]
