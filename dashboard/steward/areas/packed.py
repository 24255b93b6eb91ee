"""The area file as it was downloaded: a GeoPackage, or the ZIP of CBS with a GeoPackage or shapefiles somewhere inside."""

from __future__ import annotations

import shutil
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from dashboard.errors import AreasInvalid

if TYPE_CHECKING:
    from collections.abc import Iterator

GEOPACKAGE, SHAPEFILE = ".gpkg", ".shp"
SHAPEFILE_PARTS = (SHAPEFILE, ".shx", ".dbf", ".prj", ".cpg")
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)
LOCKED = 0x1  # bit of a ZIP entry that has a password
FEW_NAMED = 5


@contextmanager
def unpacked(file: Path) -> Iterator[Path]:
    """What can be opened of a file as it was downloaded: itself, or for a ZIP the GeoPackage or the folder of shapefiles in it.

    Raises:
        AreasInvalid: the ZIP is damaged or locked, holds no areas, or the same areas more than once.
    """
    if not zipfile.is_zipfile(file):
        yield file
        return
    with TemporaryDirectory() as folder:
        try:
            with zipfile.ZipFile(file) as archive:
                place = _unpack(archive, Path(folder), file)
        except UNREADABLE as problem:
            raise AreasInvalid("areas.error.file_unreadable", file=file.name) from problem
        yield place


def _unpack(archive: zipfile.ZipFile, folder: Path, file: Path) -> Path:
    """Unpack what holds areas; a GeoPackage goes before the shapefiles beside it."""
    entries = [(_path(entry), entry) for entry in archive.infolist() if not entry.is_dir()]
    entries = [(path, entry) for path, entry in entries if "__MACOSX" not in path.parts]
    chosen = [one for one in entries if one[0].suffix.lower() == GEOPACKAGE]
    is_package = bool(chosen)
    if not is_package:
        chosen = [one for one in entries if one[0].suffix.lower() in SHAPEFILE_PARTS]
    if not any(path.suffix.lower() in {GEOPACKAGE, SHAPEFILE} for path, _ in chosen):
        raise AreasInvalid("areas.error.zip_without_areas", file=file.name, found=_named(path for path, _ in entries))
    names = [path.name.lower() for path, _ in chosen]
    if len(set(names)) < len(names) or (is_package and len(names) > 1):
        raise AreasInvalid("areas.error.zip_ambiguous", file=file.name, found=_named(path for path, _ in chosen))
    if any(entry.flag_bits & LOCKED for _, entry in chosen):
        raise AreasInvalid("areas.error.zip_locked", file=file.name)
    place = folder / file.stem  # a folder by the name of a ZIP would be opened as one
    place.mkdir()
    for path, entry in chosen:
        with archive.open(entry) as packed, (place / path.name).open("wb") as plain:
            shutil.copyfileobj(packed, plain)
    return place / chosen[0][0].name if is_package else place


def _path(entry: zipfile.ZipInfo) -> PurePosixPath:
    """Where an entry lies; Windows tools write backslashes."""
    return PurePosixPath(entry.filename.replace("\\", "/"))


def _named(paths: Iterator[PurePosixPath]) -> str:
    names = sorted(str(path) for path in paths)
    return ", ".join(names[:FEW_NAMED]) + (f" … ({len(names)})" if len(names) > FEW_NAMED else "") or "–"
