"""Backup archives: a tar file whose first member lists what must be inside, with fingerprints."""

import hashlib
import json
import tarfile
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path, PurePosixPath

FORMAT = 1
MANIFEST = "manifest.json"
_CHUNK = 1024 * 1024


class BadArchive(Exception):
    """The file is not one of ours, or no longer what we wrote; the message is for an operator."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says about itself. `digests`: SHA-256 of every other member by its name."""

    database: str
    step: str
    made_at: str
    digests: dict[str, str]
    format: int = FORMAT


def write(
    target: Path, members: Mapping[str, Path], *, database: str, step: str, made_at: datetime
) -> Manifest:
    """Pack `members` (name inside: file) so that only its owner can read it; whole or not at all."""
    manifest = Manifest(
        database=database,
        step=step,
        made_at=made_at.isoformat(),
        digests={name: _digest(path) for name, path in sorted(members.items())},
    )
    draft = target.with_name(f"{target.name}.part")
    draft.touch(mode=0o600)
    try:
        with tarfile.open(draft, "w:gz", compresslevel=6) as archive:
            _add_text(archive, MANIFEST, json.dumps(asdict(manifest), indent=1))
            for name in manifest.digests:
                archive.add(members[name], arcname=name, recursive=False)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return manifest


@contextmanager
def unpacked(source: Path) -> Iterator[tuple[Path, Manifest]]:
    """A folder with the members of `source`, every one compared with its fingerprint.

    Raises BadArchive before anything is used of an archive that is damaged or not ours.
    """
    with tempfile.TemporaryDirectory(prefix="plenary-") as name:
        folder = Path(name)
        try:
            with tarfile.open(source, "r:gz") as archive:
                manifest = _read_manifest(archive)
                for member in archive:
                    _unpack(archive, member, folder, manifest)
        except (OSError, EOFError, ValueError, tarfile.TarError, zlib.error) as error:
            raise BadArchive(f"{source.name} cannot be read as a backup: {error}.") from error
        for member_name, digest in manifest.digests.items():
            if not (folder / member_name).is_file() or _digest(folder / member_name) != digest:
                raise BadArchive(f"{source.name} is damaged: {member_name} is not what was written.")
        yield folder, manifest


def _read_manifest(archive: tarfile.TarFile) -> Manifest:
    first = archive.next()
    content = archive.extractfile(first) if first and first.name == MANIFEST else None
    if content is None:
        raise BadArchive("this is not a backup of Plenary.")
    data = json.loads(content.read())
    if data["format"] != FORMAT:
        raise BadArchive(f"the backup has format {data['format']}; this version reads {FORMAT}.")
    return Manifest(**data)


def _unpack(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path, manifest: Manifest) -> None:
    """Write one member where its name says, if the manifest knows the name and it stays inside."""
    path = PurePosixPath(member.name)
    if member.name == MANIFEST:
        return
    content = archive.extractfile(member) if member.isreg() else None
    if content is None or member.name not in manifest.digests or path.is_absolute() or ".." in path.parts:
        raise BadArchive(f"the backup holds something unexpected: {member.name}.")
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        while chunk := content.read(_CHUNK):
            file.write(chunk)


def _add_text(archive: tarfile.TarFile, name: str, text: str) -> None:
    data = text.encode()
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(data), 0o600
    archive.addfile(info, BytesIO(data))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
