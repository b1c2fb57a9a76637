"""What the library holds is found under one name, in whichever part it stands."""

from __future__ import annotations

from importlib import import_module

import pytest

import store.model


def test_every_part_holds_what_is_said_of_it_and_nothing_besides() -> None:
    for part, names in store.model._PARTS.items():
        module = import_module(f"store.model.{part}")
        own = {name for name, value in vars(module).items() if getattr(value, "__module__", None) == module.__name__}
        assert own == {name for name in names.split() if not name.isupper()}
        assert all(getattr(store.model, name) is getattr(module, name) for name in names.split())
    assert sorted(store.model.__all__) == sorted(store.model._HOMES)


def test_what_no_part_holds_is_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        getattr(store.model, "Nothing")  # noqa: B009 - a checker knows it
