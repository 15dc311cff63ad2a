"""What a backup says about itself: every file with its SHA-256, every table with its rows and hash, the keys needed."""

import hashlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from portal.embedded import paths

from .server import OperationRefused, TableSum

NAME, DUMP = "manifest.json", "database.dump"
FORMAT = 1
SEALING = ("seal-", "index-")  # without these nothing sealed opens, and nobody is found


@dataclass
class Manifest:
    """The content of manifest.json."""

    at: str
    database: str
    server_version: int
    tables: dict[str, TableSum]
    keys: dict[str, str]
    with_keys: bool
    files: dict[str, str] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        """Last of all: a backup without its manifest is not finished."""
        said = {**vars(self), "format": FORMAT}
        said["tables"] = {name: one.as_json() for name, one in self.tables.items()}
        part = folder / f"{NAME}.part"
        part.write_text(json.dumps(said, ensure_ascii=False, indent=1), "utf-8")
        part.replace(folder / NAME)

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """The manifest of a folder. Raises OperationRefused when there is none, or none of ours."""
        try:
            said = json.loads((folder / NAME).read_text("utf-8"))
            if said.pop("format") != FORMAT:
                raise OperationRefused(f"{folder / NAME} is of another format")
            said["tables"] = {name: TableSum(**one) for name, one in said["tables"].items()}
            return cls(**said)
        except FileNotFoundError as error:
            raise OperationRefused(f"{folder} holds no finished backup: {NAME} is missing") from error
        except (ValueError, KeyError, TypeError) as error:
            raise OperationRefused(f"{folder / NAME} is damaged") from error

    def check_files(self, folder: Path) -> None:
        """Every file is there and unchanged. Raises OperationRefused and names the first that is not."""
        if DUMP not in self.files:
            raise OperationRefused(f"{NAME} names no {DUMP}")
        for name, expected in self.files.items():
            if ".." in Path(name).parts or Path(name).is_absolute():
                raise OperationRefused(f"{NAME} names a file outside the backup: {name}")
            try:
                actual = file_hash(folder / name)
            except FileNotFoundError as error:
                raise OperationRefused(f"{name} is missing from the backup") from error
            if actual != expected:
                raise OperationRefused(f"{name} is damaged: its SHA-256 is not the one in {NAME}")

    def missing_keys(self) -> list[str]:
        """Keys that sealed this backup and are not here, or are others of the same name."""
        here = key_prints()
        return [name for name, print_ in self.keys.items() if here.get(name) != print_]


def file_hash(file: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def key_files() -> dict[str, Path]:
    """Every key of this installation by name: those of SHUYE_KEYS before those made here."""
    folders = [paths.var_dir() / "keys", paths.named_keys()]
    return {
        file.name: file
        for folder in folders
        if folder and folder.is_dir()
        for file in sorted(folder.iterdir())
        if file.is_file() and not file.name.startswith(".")
    }


def key_prints() -> dict[str, str]:
    """Fingerprints of the sealing and index keys: enough to know them again, not to guess them."""
    return {
        name: hashlib.sha256(b"shuye key\0" + file.read_bytes()).hexdigest()[:16]
        for name, file in key_files().items()
        if name.startswith(SEALING)
    }


def keep(source: Path, target: Path) -> str:
    """Copy one file and return its SHA-256; other accounts may not read the copy."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest = hashlib.sha256()
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with source.open("rb") as reading, os.fdopen(handle, "wb") as writing:
        while piece := reading.read(1 << 20):
            digest.update(piece)
            writing.write(piece)
    return digest.hexdigest()
