"""Every public item has a docstring, and the examples in them give what they say."""

import doctest
import importlib
import inspect
import pkgutil
import sys

import pytest

import voxtoken
from voxtoken import _voxtoken

#: Not for import by users: the command, and the plug-in, which needs pytest.
PRIVATE = {"voxtoken.__main__", "voxtoken._voxtoken", "voxtoken.pytest_plugin"}


def modules():
    yield voxtoken
    for module in pkgutil.walk_packages(voxtoken.__path__, "voxtoken."):
        if module.name not in PRIVATE and "._" not in module.name:
            yield importlib.import_module(module.name)


def is_public(name):
    return not name.startswith("_")


def is_ours(item):
    return (getattr(item, "__module__", None) or "").startswith("voxtoken")


def items():
    """The path of each public module, class, function, method and property, with the item and its module."""
    for module in modules():
        yield module.__name__, (module, module)
        for name in getattr(module, "__all__", None) or filter(is_public, vars(module)):
            item = getattr(module, name)
            if inspect.isclass(item) and is_ours(item):
                yield from class_items(f"{module.__name__}.{name}", item)
            elif inspect.isroutine(item) and is_ours(item):
                yield f"{module.__name__}.{name}", (item, sys.modules[item.__module__])


def class_items(path, cls):
    yield path, (cls, sys.modules[cls.__module__])
    for name, item in vars(cls).items():
        if not is_public(name):
            continue
        if inspect.isclass(item):
            yield from class_items(f"{path}.{name}", item)
        elif isinstance(item, (property, staticmethod, classmethod)) or inspect.isdatadescriptor(item) or callable(item):
            yield f"{path}.{name}", (item, sys.modules[cls.__module__])


ITEMS = dict(items())


def example(path):
    """The example of the item; None without one. As usual it knows the names of the item's module."""
    item, module = ITEMS[path]
    names = {**vars(module), "__name__": "__main__"}
    test = doctest.DocTestParser().get_doctest(inspect.getdoc(item) or "", names, path, None, 0)
    return test if test.examples else None


EXAMPLES = [path for path in ITEMS if example(path)]


def native_classes():
    """The paths of the classes that are not written in Python and that users make objects of."""
    native = {id(item) for item in vars(_voxtoken).values() if inspect.isclass(item) and can_be_made(item)}
    return [path for path, (item, _) in ITEMS.items() if id(item) in native]


def can_be_made(cls):
    try:
        cls()
    except TypeError as error:
        return "cannot create" not in str(error)
    except voxtoken.VoxTokenError:
        return True  # it misses arguments
    return True


@pytest.mark.parametrize("path", sorted(ITEMS))
def test_there_is_a_docstring(path):
    assert (inspect.getdoc(ITEMS[path][0]) or "").strip()


def test_every_native_class_has_an_example():
    classes = native_classes()
    assert classes
    for path in classes:
        assert any(other == path or other.startswith(path + ".") for other in EXAMPLES), path


@pytest.mark.parametrize("path", sorted(EXAMPLES))
def test_the_example_gives_what_it_says(path, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    runner.run(example(path))
    assert runner.failures == 0, capsys.readouterr().out
