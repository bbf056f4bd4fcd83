"""The wheel and the source distribution that users get."""

import email
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
DIST = Path(os.environ["VOXTOKEN_DIST"])
WITH_PROXIES = dict(os.environ)
"""The environment as it was, for downloads; tests are without its proxies."""


def only(pattern):
    (file,) = DIST.glob(pattern)
    return file


@pytest.fixture(scope="module")
def wheel():
    with zipfile.ZipFile(only("voxtoken-*.whl")) as file:
        yield file


@pytest.fixture(scope="module")
def source():
    with tarfile.open(only("voxtoken-*.tar.gz")) as file:
        yield file


def metadata(wheel):
    (name,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    return email.message_from_bytes(wheel.read(name))


def crate(field):
    return re.search(rf'^{field} = "(.*)"$', (ROOT / "Cargo.toml").read_text(encoding="utf-8"), re.MULTILINE)[1]


def sources():
    """The files of the package, as version control knows them."""
    folder = ROOT / "bindings/python"
    files = folder.glob("voxtoken/**/*")
    return {str(file.relative_to(folder)) for file in files if file.suffix in (".py", ".pyi", ".typed")} | {"voxtoken/py.typed"}


def test_the_wheel_is_for_every_python_from_3_9_on_and_glibc_2_17():
    tag = only("voxtoken-*.whl").name.split("-", 2)[2]
    assert tag == "cp39-abi3-manylinux2014_x86_64.manylinux_2_17_x86_64.whl"


def test_the_wheel_holds_the_package_and_nothing_else(wheel):
    about = f"voxtoken-{crate('version')}.dist-info/"
    licences = {about + "licenses/LICENSE-APACHE", about + "licenses/LICENSE-MIT"}
    facts = {about + name for name in ("METADATA", "WHEEL", "RECORD", "entry_points.txt")}
    assert set(wheel.namelist()) == sources() | {"voxtoken/_voxtoken.abi3.so"} | licences | facts


def test_the_metadata_is_that_of_the_crate(wheel):
    data = metadata(wheel)
    assert (data["Name"], data["Version"], data["Summary"]) == ("voxtoken", crate("version"), crate("description"))
    assert data["License-Expression"] == crate("license")
    assert data["Requires-Python"] == ">=3.9"
    assert data["Requires-Dist"] is None
    assert {f"Programming Language :: Python :: 3.{minor}" for minor in range(9, 14)} <= set(data.get_all("Classifier"))
    readme = (ROOT / "bindings/python/README.md").read_text(encoding="utf-8")
    assert data.get_payload(decode=True).decode().strip() == readme.strip()


def test_the_native_module_is_stripped_and_needs_the_c_library_and_the_unwinder_of_the_system_alone(wheel, tmp_path):
    module = wheel.extract("voxtoken/_voxtoken.abi3.so", tmp_path)
    shown = subprocess.run(["objdump", "-p", module], capture_output=True, text=True, check=True).stdout
    needed = set(re.findall(r"NEEDED +(\S+?)\.so", shown))
    assert needed - {"libc", "libm", "libpthread", "libdl", "librt", "ld-linux-x86-64"} == {"libgcc_s"}
    sections = subprocess.run(["objdump", "-h", module], capture_output=True, text=True, check=True).stdout
    assert ".text" in sections and ".debug" not in sections


def test_the_source_distribution_is_complete(source):
    top = f"voxtoken-{crate('version')}/"
    names = set(source.getnames())
    for name in (
        "Cargo.toml",
        "Cargo.lock",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "PKG-INFO",
        "build.rs",
        "bindings/python/README.md",
        "pyproject.toml",
        "src/ffi/python.rs",
        *sources(),
    ):
        assert top + name in names
    assert not [name for name in names if name.endswith((".so", ".pyc")) or name.startswith(top + "tests/")]


@pytest.mark.timeout(900)
@pytest.mark.parametrize("what", ["folder", "source distribution"])
def test_it_installs_from_source_in_a_bare_environment(what, wheel, tmp_path):
    """Without optimization, which makes the build quick and changes nothing in what is installed where."""
    origin = ROOT / "bindings/python" if what == "folder" else only("voxtoken-*.tar.gz")
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "bare"], check=True)
    python = tmp_path / "bare/bin/python"
    environment = {**WITH_PROXIES, "MATURIN_PEP517_ARGS": "--profile dev"}
    install = [python, "-m", "pip", "install", "--quiet", "--no-cache-dir", "--no-deps", origin]
    subprocess.run(install, check=True, env=environment, cwd=tmp_path)

    shown = subprocess.run([tmp_path / "bare/bin/voxtoken", "--version"], capture_output=True, text=True, check=True)
    assert shown.stdout == f"voxtoken {crate('version')}\n"
    code = "import importlib.metadata as m; print(*(f for f in m.files('voxtoken') if '__pycache__' not in str(f)))"
    listed = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    installed = set(listed.stdout.split())
    of_pip = {name for name in installed if name.endswith(("/INSTALLER", "/REQUESTED", "/direct_url.json"))}
    assert installed - of_pip - {"../../../bin/voxtoken"} == set(wheel.namelist())
    about = subprocess.run([python, "-m", "pip", "show", "voxtoken"], capture_output=True, text=True, check=True)
    assert crate("description") in about.stdout
    code = "import importlib.metadata as m; print(m.metadata('voxtoken').get_payload())"
    readme = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path).stdout
    assert readme.strip() == (ROOT / "bindings/python/README.md").read_text(encoding="utf-8").strip()
