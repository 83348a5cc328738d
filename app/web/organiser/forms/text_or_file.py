"""A text that is pasted, or given as a file, and never both: one of the two would be lost."""

from wtforms import TextAreaField

from app.core import text
from app.programme.proposals.errors import TextAndFile
from app.programme.reading import files
from app.web.organiser.forms.fields import UploadField


def given(field: TextAreaField, file: UploadField) -> tuple[str, str]:
    """The text, and the name of the file it was read from.

    Raises TextAndFile, ProgrammeTooLarge, UnknownFormat or NotReadable.
    """
    pasted, upload = field.data or "", file.upload()
    if upload is None:
        return pasted, ""
    if not text.is_blank(pasted):
        raise TextAndFile
    content, name = upload
    return files.text_of(name, content), name
