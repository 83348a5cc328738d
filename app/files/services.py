"""Taking in uploads: recognised by content, drawn anew where they are pictures; and forgetting them.

Store before the transaction of what the file is for: drawing takes a second, in which nobody else
should wait for the database. A file whose form is then refused is forgotten like any other that
nothing points to.
"""

import hashlib
import threading
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, delete, select

from app.core import clock, lazy, references
from app.core.db import db, transaction
from app.files import rules, storage
from app.files.models import StoredFile

if TYPE_CHECKING:
    from app.files import images
else:
    images = lazy.module("app.files.images")

GRACE = timedelta(days=1)
_AT_ONCE = 20  # in one transaction, in which nobody else writes
# A picture's pixels take up to 300 MB while it is drawn: the others of this process wait for it.
_drawing = threading.Lock()


def store_image(data: bytes, filename: str) -> StoredFile:
    """Keep a picture and what pages need of it.

    Raises EmptyFile, FileTooLarge, NotAnImage, ImageTooLarge or ImageBroken.
    """
    kind = rules.recognise_image(data)
    return _keep_picture(data, filename, kind)


def store_document(data: bytes, filename: str) -> StoredFile:
    """Keep a document; a picture is drawn anew here as well.

    Raises EmptyFile, FileTooLarge, NotADocument, HasMacros, ImageTooLarge or ImageBroken.
    """
    return _store(data, filename, rules.recognise(data))


def store_sent(data: bytes, filename: str) -> StoredFile:
    """Keep a document or a short video, as speakers send them.

    Raises NeitherDocumentNorVideo for NotADocument, and else as `store_document`.
    """
    return _store(data, filename, rules.recognise_sent(data))


def _store(data: bytes, filename: str, kind: rules.FileType) -> StoredFile:
    if kind.is_image:
        return _keep_picture(data, filename, kind)
    return _keep(StoredFile(), data, filename, kind)


def _keep_picture(data: bytes, filename: str, kind: rules.FileType) -> StoredFile:
    with _drawing:
        picture = images.draw(data, kind)
    file = StoredFile(width=picture.width, height=picture.height)
    kept = _keep(file, picture.data, filename, picture.kind)
    for name, variant in picture.variants.items():
        storage.write(kept.storage_key, variant, name)
    return kept


def _keep(file: StoredFile, data: bytes, filename: str, kind: rules.FileType) -> StoredFile:
    """Bytes first, then the row: a row never points to nothing."""
    file.storage_key = storage.new_key()
    file.filename = rules.download_name(filename, kind)
    file.content_type = kind.content_type
    file.size = len(data)
    file.sha256 = hashlib.sha256(data).hexdigest()
    storage.write(file.storage_key, data)
    with transaction() as session:
        session.add(file)
        session.flush()
    return file


def forget_unused() -> int:
    """Delete the rows of files that nothing points to any more; returns how many. Run daily.

    Their bytes follow a day later (`clear_folder`): a backup first writes down the rows, then
    copies the files, and must find them. Safe to run twice at once.
    """
    numbers = db.session.scalars(select(StoredFile.id).where(*_unused()).order_by(StoredFile.id)).all()
    return sum(_forget(numbers[start : start + _AT_ONCE]) for start in range(0, len(numbers), _AT_ONCE))


def clear_folder() -> int:
    """Remove what lies in the folder and belongs to no row: forgotten files, drafts of broken uploads.

    Only what is a day old: the bytes of an upload are there before its row. Returns how many.
    """
    removed = 0
    for folder in storage.folders():
        old = storage.names_older_than(clock.now() - GRACE, folder)  # listed before the rows are read
        if old:
            in_folder = StoredFile.storage_key.startswith(f"{folder}/", autoescape=True)
            files = db.session.scalars(select(StoredFile).where(in_folder))
            removed += storage.remove(folder, old - {name for file in files for name in storage.names(file)})
            db.session.rollback()  # nobody waits for us while we look through the next one
    return removed


def _forget(numbers: Sequence[int]) -> int:
    with transaction() as session:
        # Whoever begins to use one of them just now comes before us, or is refused by the database.
        locked = select(StoredFile).where(StoredFile.id.in_(numbers)).with_for_update(skip_locked=True)
        files = session.scalars(locked).all()
        for file in files:
            storage.date(file, clock.now())
        gone = delete(StoredFile).where(StoredFile.id.in_([file.id for file in files]), *_unused())
        return len(session.scalars(gone.returning(StoredFile.id)).all())


def _unused() -> tuple[ColumnElement[bool], ...]:
    """What was taken in some time ago and has no use: forms find one for it at once, or never."""
    return StoredFile.created_at < clock.now() - GRACE, references.is_unused(StoredFile)
