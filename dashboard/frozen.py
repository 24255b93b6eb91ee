"""Values of plain Python that nobody can change, for what one process keeps for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Key = TypeVar("Key")
Value = TypeVar("Value")


class FrozenDict(dict[Key, Value]):
    """A dictionary that is filled once; like any other for who reads it, so that it can be written as JSON.

    Raises:
        TypeError: when somebody tries to change it; ``frozen | {…}`` makes a new one that is not frozen.
    """

    __slots__ = ()

    def _refuse(self, *_given: object, **_named: object) -> NoReturn:
        raise TypeError("this dictionary is shared and cannot be changed; make a new one with | instead")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[dict[Key, Value]]]:
        return FrozenDict, (dict(self),)


def freeze(tree: Any) -> Any:
    """A tree of JSON or TOML with its objects as ``FrozenDict`` and its arrays as tuples."""
    if isinstance(tree, dict):
        return FrozenDict({key: freeze(value) for key, value in tree.items()})
    return tuple(map(freeze, tree)) if isinstance(tree, list) else tree
