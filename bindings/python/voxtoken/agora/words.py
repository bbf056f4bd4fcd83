"""What the builders are told: roles and permissions."""

from __future__ import annotations

from enum import IntEnum

TYPE_CHECKING = False  # as typing has it, without its import
if TYPE_CHECKING:
    from collections.abc import Iterable


class Role(IntEnum):
    """What a user may do in a channel. 007 knows publisher and subscriber; in 006 all others may publish, too."""

    ATTENDEE = 0
    """006 only: may publish."""
    PUBLISHER = 1
    """May publish audio, video and data."""
    SUBSCRIBER = 2
    """May only join and listen."""
    ADMIN = 101
    """006 only: may publish."""


class Resource(IntEnum):
    """The kinds of RTM resources."""

    MESSAGE_CHANNELS = 0
    STREAM_CHANNELS = 1
    GROUP_CHANNELS = 2
    SERVER_GROUPS = 3
    USERS = 4


class Access(IntEnum):
    """What may be done with an RTM resource."""

    READ = 0
    WRITE = 1


class Permissions:
    """The names of RTM resources that a user may read or write.

    >>> permissions = Permissions()
    >>> permissions.add(Resource.MESSAGE_CHANNELS, Access.READ, ["news", "lobby"])
    >>> permissions.details
    {0: {0: ['news', 'lobby']}}
    """

    details: dict[int, dict[int, list[str]]]
    """Kind of resource → access → names, in the order in which they were given."""

    def __init__(self) -> None:
        self.details = {}

    def add(self, resource: int, access: int, names: Iterable[str]) -> None:
        """Sets the names for this kind of :class:`Resource` and :class:`Access`; earlier ones are replaced.

        Numbers are 0 to 65535. They and the names are checked when a token is minted.
        """
        self.details.setdefault(int(resource), {})[int(access)] = list(names)

    def __repr__(self) -> str:
        return f"Permissions({self.details!r})"
