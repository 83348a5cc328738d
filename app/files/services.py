"""Taking in uploads: recognised by content, drawn anew where they are pictures, stored for good.

Call these before the transaction of what the file is for: drawing takes a second, in which
nobody else should wait for the database.
"""

import hashlib

from app.core.db import transaction
from app.files import images, rules, storage
from app.files.models import StoredFile


def store_image(data: bytes, filename: str) -> StoredFile:
    """Keep a picture and what pages need of it.

    Raises EmptyFile, FileTooLarge, NotAnImage, ImageTooLarge or ImageBroken.
    """
    kind = rules.recognise_image(data)
    return _keep_picture(images.draw(data, kind), filename)


def store_document(data: bytes, filename: str) -> StoredFile:
    """Keep a document; a picture is drawn anew here as well.

    Raises EmptyFile, FileTooLarge, NotADocument, HasMacros, ImageTooLarge or ImageBroken.
    """
    kind = rules.recognise(data)
    if kind.is_image:
        return _keep_picture(images.draw(data, kind), filename)
    return _keep(StoredFile(), data, filename, kind)


def _keep_picture(picture: images.Picture, filename: str) -> StoredFile:
    file = StoredFile(width=picture.width, height=picture.height)
    kept = _keep(file, picture.data, filename, picture.kind)
    for name, data in picture.variants.items():
        storage.write(kept.storage_key, data, name)
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
