"""The address of every page: its readable keys, declared once, and what they were called before.

A page gets its address as an object: ``address.measure`` is what the URL says now, ``AreaMapAddress.measure`` is the key
itself, for whoever writes to it or marks a point of a figure with it. Links from one page to another name the keys of the
page they lead to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, overload

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

EVERYWHERE = "alle"
EVERY_CHAPTER = "all"  # of a dossier
# Streamlit's own keys, and its tests'; no page declares them and no notice speaks of them.
RESERVED = frozenset({"embed", "embed_options"})


class Key:
    """One key of an address.

    Args:
        default: what holds when the key is absent; a default leaves the URL.
        letter: what the key was called until release 0.1; old links are led on.
        within: name of the key it means something within; another choice there takes this one away.
    """

    name: str

    def __init__(self, default: str = "", *, letter: str = "", within: str = "") -> None:
        self.default = default
        self.letter = letter
        self.within = within

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, address: None, owner: type) -> Self: ...

    @overload
    def __get__(self, address: Address, owner: type) -> str: ...

    def __get__(self, address: Address | None, owner: type) -> Self | str:
        return self if address is None else address.query.get(self.name, self.default)

    def __repr__(self) -> str:
        return f"Key({self.name})"

    def mark(self, value: object) -> str:
        """What a point of a figure bears, so that a click on it sets this key."""
        return f"{self.name}:{value}"


class Address:
    """What every page shares: my area, period, project type, language, an area of one's own, a release that a link fixes, a report that is being put together, and what its figures leave out.

    Args:
        query: the query of the URL; read anew each time, so that it follows a click inside a fragment.
    """

    path = ""
    filters: tuple[str, ...] = ("area", "period", "type")  # the shared ones that change what the page shows
    drawn: tuple[str, ...] = ()  # what of its figures the viewer may leave out: events, intervals
    takes_own = False  # whether an area of one's own counts on it
    area = Key(EVERYWHERE, letter="g")
    period = Key(letter="p")
    type = Key(EVERYWHERE, letter="t")
    language = Key("nl", letter="l")
    outline = Key(letter="z")
    release = Key()
    basket = Key()
    events = Key("on")
    intervals = Key("on")

    def __init__(self, query: Mapping[str, str]) -> None:
        self.query = query

    @property
    def follows(self) -> tuple[str, ...]:
        """Of the shared filters, those that change what the page shows as it is now; no other is drawn on it."""
        return self.filters

    @classmethod
    def every(cls) -> Iterator[Key]:
        """Every key of this page, the shared ones first."""
        for kind in reversed(cls.__mro__):
            yield from (value for value in vars(kind).values() if isinstance(value, Key))

    @classmethod
    def names(cls) -> frozenset[str]:
        """The names of its keys."""
        return frozenset(key.name for key in cls.every())

    @classmethod
    def renamed(cls, query: Mapping[str, str]) -> dict[str, str]:
        """A query of before with the names of now; a name of now wins from its letter."""
        names = {key.letter: key.name for key in cls.every() if key.letter}
        return {names[key]: value for key, value in query.items() if key in names} | {
            key: value for key, value in query.items() if key not in names
        }

    @classmethod
    def unknown(cls, query: Mapping[str, str]) -> tuple[str, ...]:
        """Keys that this page does not know, in the order of the URL."""
        return tuple(key for key in query if key not in cls.names() | RESERVED)


SHARED = Address.names()


class OverviewAddress(Address):
    """Overzicht."""

    drawn = ("events", "intervals")
    measure = Key("irregular_addresses", letter="m")
    grain = Key("quarter", letter="s")
    money = Key("period")
    partner = Key(EVERYWHERE, letter="q")


class ProjectsAddress(Address):
    """Projecten: what narrows the list, the project on its card, the part of a long list, and what narrows the lessons."""

    path = "projecten"
    filters = ("area", "type")
    state = Key(EVERYWHERE, letter="w")
    lead = Key(EVERYWHERE, letter="v")
    year = Key(letter="y")
    project = Key(letter="j")
    part = Key("0", letter="b")
    theme = Key(EVERYWHERE)
    urbanity = Key(EVERYWHERE)
    word = Key()


class PartnersAddress(Address):
    """Partners."""

    path = "partners"
    partner = Key(EVERYWHERE, letter="q")
    kind = Key("money", letter="i")
    sources = Key()
    remind = Key(EVERYWHERE)
    see = Key()  # the part of the page to begin at; the browser reads it


class ChangesAddress(Address):
    """Wijzigingen: the release this one is held against."""

    path = "wijzigingen"
    since = Key(letter="v")


class AreaMapAddress(Address):
    """Kaart: the area that is open, the level drawn inside it, what stands beside the first map, and the moment it shows."""

    path = "kaart"
    takes_own = True
    inside = Key(letter="k", within="area")
    level = Key(letter="n", within="area")
    measure = Key("examined_addresses", letter="m")
    form = Key("count", letter="e")
    beside = Key(letter="v")
    other = Key("hit_rate", letter="q")
    step = Key("period")
    moment = Key(within="step")


class CompareAddress(Address):
    """Vergelijken: which part of my area, against what, how peers are chosen, and the area that was clicked."""

    path = "vergelijken"
    takes_own = True
    drawn = ("intervals",)
    measure = Key("hit_rate", letter="m")
    view = Key(letter="w")
    order = Key("name", letter="r")
    part = Key(EVERYWHERE, letter="k", within="area")
    against = Key(letter="v")
    weights = Key("11111", letter="x")
    include = Key(letter="i", within="area")
    exclude = Key(letter="u", within="area")
    marked = Key(within="area")


class OwnAreaAddress(Address):
    """Eigen gebied: the area itself is shared by every page."""

    path = "eigen-gebied"
    takes_own = True
    filters = ("area",)


class ProjectAddress(Address):
    """Project: which one, which chapter is open, and whether money is followed from its decision."""

    path = "project"
    filters = ("area", "type")
    drawn = ("events", "intervals")
    project = Key(EVERYWHERE, letter="j")
    chapter = Key(letter="h")
    money = Key("period")

    @property
    def follows(self) -> tuple[str, ...]:
        """What narrows the projects to choose from; an open dossier is whole, whatever the filters say."""
        return self.filters if self.project == EVERYWHERE else ()


class EffectAddress(Address):
    """Effect: whose, on what, against which areas, over how long."""

    path = "effect"
    filters = ("area", "type")
    drawn = ("events", "intervals")
    project = Key(letter="j")
    measure = Key(letter="m")
    controls = Key(letter="v")
    window = Key(letter="n")
    phase = Key(letter="f")


class SustainmentAddress(Address):
    """Borging: whose agreements, grouped by what."""

    path = "borging"
    filters = ("area", "type")
    drawn = ("intervals",)
    project = Key(EVERYWHERE, letter="j")
    owner = Key(EVERYWHERE, letter="o")
    group = Key(letter="d")


class StoryAddress(Address):
    """Verhaal: of the choice of the frame, or of one project."""

    path = "verhaal"
    project = Key(EVERYWHERE)
    drawn = ("events", "intervals")

    @property
    def follows(self) -> tuple[str, ...]:
        """The story of a project is whole, whatever the filters say."""
        return self.filters if self.project == EVERYWHERE else ()


class ReportAddress(Address):
    """Rapport: which one, about which project where it is about one, and as what it leaves."""

    path = "rapport"
    kind = Key("board")
    project = Key(EVERYWHERE)
    form = Key(within="kind")


class DefinitionsAddress(Address):
    """Definities: the word that is looked for."""

    path = "definities"
    filters = ()
    word = Key()


class HelpAddress(Address):
    """Hulp: for whom."""

    path = "hulp"
    filters = ()
    role = Key("board")


class AccountabilityAddress(Address):
    """Verantwoording: the projects of the choice, and the invented example to break."""

    path = "verantwoording"
    filters = ("area", "type")
    place = Key("Havenkwartier", letter="b")
    start = Key("2", letter="u")


# By the name of the room.
ADDRESSES: dict[str, type[Address]] = {
    "overview": OverviewAddress,
    "story": StoryAddress,
    "projects": ProjectsAddress,
    "partners": PartnersAddress,
    "changes": ChangesAddress,
    "area_map": AreaMapAddress,
    "compare": CompareAddress,
    "own_area": OwnAreaAddress,
    "project": ProjectAddress,
    "effect": EffectAddress,
    "sustainment": SustainmentAddress,
    "report": ReportAddress,
    "help": HelpAddress,
    "definitions": DefinitionsAddress,
    "accountability": AccountabilityAddress,
}


def depending(key: Key) -> frozenset[str]:
    """Names of the keys that mean something only within the choice of ``key``, on any page."""
    return frozenset(one.name for kind in ADDRESSES.values() for one in kind.every() if one.within == key.name)
