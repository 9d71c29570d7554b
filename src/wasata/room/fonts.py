"""The room's letters, out of their packages.

Danger: a font from somebody else's server tells him who reads what, and when.
Duty: a finder that offers the few files we use under `fonts/`, straight from the installed packages; nothing is copied
into the repository.
"""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

FILES = {
    "sans.ttf": ("fontpkg_ibm_plex_sans", "IBMPlexSans[wdth,wght].ttf"),
    "sans-arabic-400.ttf": ("fontpkg_ibm_plex_sans_arabic", "IBMPlexSansArabic-Regular.ttf"),
    "sans-arabic-500.ttf": ("fontpkg_ibm_plex_sans_arabic", "IBMPlexSansArabic-Medium.ttf"),
    "sans-arabic-600.ttf": ("fontpkg_ibm_plex_sans_arabic", "IBMPlexSansArabic-SemiBold.ttf"),
    "serif-400.ttf": ("fontpkg_ibm_plex_serif", "IBMPlexSerif-Regular.ttf"),
    "serif-600.ttf": ("fontpkg_ibm_plex_serif", "IBMPlexSerif-SemiBold.ttf"),
    "amiri-400.ttf": ("fontpkg_amiri", "Amiri-Regular.ttf"),
    "amiri-700.ttf": ("fontpkg_amiri", "Amiri-Bold.ttf"),
}


def _place(name: str) -> Path | None:
    package, file = FILES[name]
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent / "files" / file
    return path if path.is_file() else None


class FontStorage(FileSystemStorage):
    """A storage whose files lie in several packages."""

    def path(self, name: str) -> str:
        return str(_place(name) or name)


class FontFinder(BaseFinder):
    """Finds `fonts/<name>` in the font packages."""

    def __init__(self, *_args: Any, **_kwargs: Any) -> None:
        self.storage = FontStorage()
        self.storage.prefix = "fonts"  # type: ignore[attr-defined]  # collectstatic puts it before each name

    def check(self, **_kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **_kwargs: Any) -> Any:
        name = path.removeprefix("fonts/")
        place = _place(name) if path.startswith("fonts/") and name in FILES else None
        if place is None:
            return []
        return [str(place)] if find_all else str(place)

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FontStorage]]:  # noqa: ARG002 (Django names it)
        for name in FILES:
            if _place(name):
                yield name, self.storage
