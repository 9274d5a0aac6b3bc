"""Where an office's database, files and secrets lie on its machine."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from madadkar.project.pgdev import make_way

CHECKOUT = Path(__file__).resolve().parents[2]


def in_checkout() -> bool:
    """Whether we run from a checkout (manage.py beside the package) and not from an installed package."""
    return (CHECKOUT / "manage.py").is_file()


def home() -> Path:
    """This installation's folder: MADADKAR_HOME, else `var` in a checkout, else the user's data folder."""
    chosen = os.environ.get("MADADKAR_HOME")
    if chosen:
        return Path(chosen).expanduser().resolve()
    if in_checkout():
        return CHECKOUT / "var"
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "madadkar"


def secret_key() -> str:
    """The key that signs sessions: SECRET_KEY, else made once and kept, readable by its owner only."""
    given = os.environ.get("SECRET_KEY")
    if given:
        return given
    path = home() / "secret-key"
    if not path.exists():
        make_way(path.parent)
        _write_once(path, secrets.token_urlsafe(50))
    return path.read_text().strip()


def _write_once(path: Path, text: str) -> None:
    """Write a file whole or not at all; when two processes meet, the first one's word stands."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
