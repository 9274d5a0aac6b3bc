"""Static files without a bundler: named files straight from node_modules, hashed and compressed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.storage import HashedFilesMixin
from django.core.checks import CheckMessage, Warning
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class NpmFinder(BaseFinder):
    """Finds exactly the files of settings.NPM_STATIC; nothing else of node_modules is ever served."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.root = Path(settings.NPM_ROOT)
        self.files: dict[str, str] = settings.NPM_STATIC
        self.storage = _NamedFiles(self.root, self.files)
        super().__init__(*args, **kwargs)

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        """Say which files are missing before a page without its style does."""
        missing = [source for source in self.files.values() if not (self.root / source).is_file()]
        return [
            Warning(f"npm file missing: {source}", hint="npm ci", id="project.W001") for source in missing
        ]

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The file behind a public name."""
        source = self.files.get(path)
        found = [str(self.root / source)] if source and (self.root / source).is_file() else []
        if find_all:
            return found
        return found[0] if found else None

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        """All public names, for collectstatic."""
        for path in self.files:
            yield path, self.storage


class _NamedFiles(FileSystemStorage):
    prefix = None

    def __init__(self, root: Path, files: dict[str, str]) -> None:
        self._files = files
        super().__init__(location=root)

    def path(self, name: str) -> str:
        return str(Path(self.location) / self._files[name])


def _without_source_maps() -> Iterator[tuple[str, tuple[Any, ...]]]:
    for glob, patterns in HashedFilesMixin.patterns:
        kept = tuple(
            pattern
            for pattern in patterns
            if "sourceMappingURL" not in (pattern if isinstance(pattern, str) else pattern[0])
        )
        if kept:
            yield glob, kept


class HashedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Names carry a hash of the content, so that browsers keep them for ever; source maps are not served."""

    patterns = tuple(_without_source_maps())

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Compress what is not compressed yet, with each name's compressed one: a house that opens again
        waits for none. It is noted when all is done, so that a kill leaves no half of a file behind.
        """
        note = Path(self.path("compressed.json"))
        done = set(json.loads(note.read_text())) if note.exists() else set()
        wanted = set(paths)
        yield from super().compress_files(sorted(wanted - done))
        draft = note.with_suffix(".draft")
        draft.write_text(json.dumps(sorted(wanted)))
        draft.replace(note)
