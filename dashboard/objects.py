"""A place in object storage that speaks S3: what releases are sent to and fetched from. Its trouble is one sentence.

Where the storage is and who may use it is read from where programs of S3 look for it (``AWS_ENDPOINT_URL``, ``AWS_ACCESS_KEY_ID``
and its kin, a profile, or the role of the machine), never from a setting of ours.
"""

from __future__ import annotations

import errno
import os
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from dashboard.errors import NotPermitted, StorageFailed, UserError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SETTING = "LSI_RELEASES"
ADDRESS = re.compile(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[\w.=-]+)*/?", re.ASCII)
SHOWN = 80  # signs of a setting that are repeated
PATIENCE = {"connect_timeout": 5, "read_timeout": 60, "retries": {"max_attempts": 2}}  # seconds; then a round is over
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}  # of the disk that is fetched to
NOT_ALLOWED = {"NoCredentialsError", "PartialCredentialsError", "ProfileNotFound", "TokenRetrievalError"}


def releases_address() -> str:
    """Where releases are in object storage, from ``LSI_RELEASES``, without a slash at its end; empty: in the data folder alone.

    Raises:
        UserError: the setting is no such address.
    """
    said = os.environ.get(SETTING, "").strip()
    if said and not ADDRESS.fullmatch(said):
        raise UserError("error.objects.address", value=said[:SHOWN])
    return said.rstrip("/")


class Objects:
    """The objects below one address, each known by its name there.

    Args:
        address: ``s3://bucket/prefix``.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self._root = address.removeprefix("s3://")
        self._files: Any = None

    def listed(self) -> dict[str, tuple[str, int]]:
        """The name of every object, with its tag, which changes with its content, and its size in bytes.

        Raises:
            NotPermitted: whoever asks may not.
            StorageFailed: there is no such bucket, or nothing answers.
        """
        with self._told() as files:
            try:
                found: list[Mapping[str, Any]] = files.ls(self._root, detail=True, refresh=True)
            except FileNotFoundError:  # nothing was sent yet; the bucket must be there
                found = []
                files.ls(self._root.split("/")[0], detail=True, refresh=True)
        return {
            str(one["name"]).removeprefix(f"{self._root}/"): (str(one.get("ETag", "")), int(one["size"]))
            for one in found
            if one["type"] == "file"
        }

    def read(self, name: str) -> bytes:
        """The whole of a small object; raises as ``listed``."""
        with self._told() as files:
            content: bytes = files.cat_file(f"{self._root}/{name}")
        return content

    def fetch(self, name: str, path: Path) -> None:
        """Write an object to a file; raises as ``listed``, and ``OSError`` of the disk."""
        path.touch()  # where that may not be, it is the folder and not the storage
        with self._told() as files:
            files.get_file(f"{self._root}/{name}", str(path))

    def send(self, path: Path, name: str) -> None:
        """Make a file an object; raises as ``listed``."""
        with self._told() as files:
            files.put_file(str(path), f"{self._root}/{name}")

    def write(self, name: str, content: bytes) -> None:
        """Make a small object; raises as ``listed``."""
        with self._told() as files:
            files.pipe_file(f"{self._root}/{name}", content)

    def remove(self, name: str) -> None:
        """Take an object away; raises as ``listed``."""
        with self._told() as files:
            files.rm_file(f"{self._root}/{name}")

    @contextmanager
    def _told(self) -> Iterator[Any]:
        """The storage, whose trouble becomes a sentence; what it says itself may hold a key or a host."""
        import s3fs  # noqa: PLC0415  takes half a second, and who reads a folder never needs it
        from botocore.exceptions import BotoCoreError  # noqa: PLC0415

        try:
            if self._files is None:
                self._files = s3fs.S3FileSystem(
                    config_kwargs=PATIENCE, use_listings_cache=False, skip_instance_cache=True
                )
            yield self._files
        except PermissionError:
            raise NotPermitted("error.objects.rights", where=self.address) from None
        except FileNotFoundError:
            raise StorageFailed("error.objects.missing", where=self.address) from None
        except (OSError, BotoCoreError) as error:
            if getattr(error, "errno", None) in NO_ROOM:
                raise
            if type(error).__name__ in NOT_ALLOWED:
                raise NotPermitted("error.objects.rights", where=self.address) from None
            raise StorageFailed("error.objects.away", where=self.address, kind=type(error).__name__) from None
