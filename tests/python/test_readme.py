"""The Python examples of the documents run, with the sandbox in the place of the clouds."""

import difflib
import pathlib
import re

import pytest

ROOT = pathlib.Path(__file__).parents[2]
DOCUMENTS = [
    "README.md",
    "README.zh.md",
    "docs/guide.md",
    "docs/guide.zh.md",
    "bindings/python/README.md",
]


def blocks(document):
    text = (ROOT / document).read_text(encoding="utf-8")
    return [block.split("```")[0] for block in text.split("```python\n")[1:]]


EXAMPLES = [(document, index) for document in DOCUMENTS for index in range(len(blocks(document)))]


def test_every_document_has_examples():
    assert {document for document, _ in EXAMPLES} == set(DOCUMENTS)


@pytest.mark.parametrize(("document", "index"), EXAMPLES)
def test_example(document, index, voxtoken_sandbox, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    for name, value in voxtoken_sandbox.environment.items():
        monkeypatch.setenv(name, value)
    names = {"__name__": "example"}
    exec(compile(blocks(document)[index], f"{document}, example {index}", "exec"), names)
    for name, function in names.items():
        if name.startswith("test_"):
            voxtoken_sandbox.reset()
            with pytest.MonkeyPatch.context() as patch:
                wanted = function.__code__.co_varnames[: function.__code__.co_argcount]
                known = {"voxtoken_sandbox": voxtoken_sandbox, "monkeypatch": patch}
                function(**{argument: known[argument] for argument in wanted})


SAMPLES = pathlib.Path(__file__).parent / "samples"
MOVES = re.findall(
    r"```py\n(.*?)```\n\nAfter:\n\n```python\n(.*?)```",
    (ROOT / "bindings/python/README.md").read_text(encoding="utf-8"),
    re.DOTALL,
)
MOVES += [
    (before.read_text(encoding="utf-8"), (SAMPLES / before.name).read_text(encoding="utf-8"))
    for before in sorted(SAMPLES.glob("before/*.py"))
]


def test_every_package_has_its_program_before_and_after():
    packages = ["aliyunsdkcore.client", "nls.token", "requests", "agora_token_builder", "src.RtcTokenBuilder2"]
    for package in packages:
        assert any(re.search(f"^(from|import) {package}\\b", before, re.MULTILINE) for before, _ in MOVES), package
    assert {path.name for path in SAMPLES.glob("*.py")} == {path.name for path in SAMPLES.glob("before/*.py")}


@pytest.mark.parametrize(("before", "after"), MOVES)
def test_moving_over_changes_import_lines_alone(before, after):
    changes = [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-"]
    assert changes
    assert [line for line in changes if not re.match("[+-] (from|import) ", line)] == []
