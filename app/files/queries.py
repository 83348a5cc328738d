"""Finding files."""

from collections.abc import Collection

from sqlalchemy import select

from app.core.db import db
from app.files.errors import NoSuchFile
from app.files.models import StoredFile


def by_public_id(public_id: str) -> StoredFile:
    """The file; who may have it is decided by those who know what it belongs to. Raises NoSuchFile."""
    file = db.session.scalar(select(StoredFile).where(StoredFile.public_id == public_id))
    if file is None:
        raise NoSuchFile
    return file


def by_public_ids(public_ids: Collection[str]) -> dict[str, StoredFile]:
    """Those of the files that exist, by their public id."""
    query = select(StoredFile).where(StoredFile.public_id.in_(public_ids))
    return {file.public_id: file for file in db.session.scalars(query)}
