"""The examples in the docstrings of ``voxtoken.agora`` do what they say."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil

import pytest

import voxtoken.agora

MODULES = ["voxtoken.agora", *(f"voxtoken.agora.{found.name}" for found in pkgutil.iter_modules(voxtoken.agora.__path__))]
NATIVE = {f"TokenBuilder.{name}": member for name, member in vars(voxtoken.agora.TokenBuilder).items()}


def run(tests):
    runner = doctest.DocTestRunner(verbose=False)
    for test in tests:
        runner.run(test)
    return runner.summarize(verbose=False)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_are_right(name):
    assert run(doctest.DocTestFinder().find(importlib.import_module(name))).failed == 0


def test_the_examples_of_the_native_builder_are_right():
    members = {"TokenBuilder": voxtoken.agora.TokenBuilder, **NATIVE}
    parser = doctest.DocTestParser()
    tests = [
        parser.get_doctest(member.__doc__, {}, name, None, None)
        for name, member in members.items()
        if ">>>" in (member.__doc__ or "")
    ]
    assert len(tests) >= 4
    assert run(tests).failed == 0


def test_every_public_method_of_the_builder_is_described():
    for name, member in NATIVE.items():
        if not name.split(".")[1].startswith("_"):
            assert member.__doc__ and inspect.signature(member), name
