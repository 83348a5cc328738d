"""What can be refused about uploads: each a sentence that says what to do."""

from flask_babel import lazy_gettext as _l

from app.core.errors import Invalid, NotFound


class NoSuchFile(NotFound):
    code = "no_such_file"
    message = _l("There is no such file.")


class EmptyFile(Invalid):
    code = "file_empty"
    message = _l("This file is empty. Choose another one.")
    field = "file"


class FileTooLarge(Invalid):
    code = "file_too_large"
    message = _l("This file is larger than 20 MB. Choose a smaller one.")
    field = "file"


class NotADocument(Invalid):
    """Decided by the content; neither its name nor what the browser calls it counts."""

    code = "file_not_a_document"
    message = _l("Choose a PDF, Word, Excel or PowerPoint file, or a PNG, JPEG or WebP image.")
    field = "file"


class HasMacros(Invalid):
    code = "file_has_macros"
    message = _l("This file contains macros. Save it without them, or as PDF, and choose it again.")
    field = "file"


class NotAnImage(Invalid):
    code = "file_not_an_image"
    message = _l("Choose a PNG, JPEG or WebP image.")
    field = "file"


class ImageTooLarge(Invalid):
    code = "image_too_large"
    field = "file"

    def __init__(self, millions: int) -> None:
        """`millions`: of pixels, as many as an image of its kind may have."""
        super().__init__(
            _l(
                "This image has more than %(count)s million pixels. Make it smaller and choose it again.",
                count=millions,
            )
        )


class ImageBroken(Invalid):
    code = "image_broken"
    message = _l("This image cannot be read; it may be damaged. Choose another one.")
    field = "file"


class NeitherDocumentNorVideo(Invalid):
    """As NotADocument, where a short video would do as well."""

    code = "file_neither_document_nor_video"
    message = _l(
        "Choose a PDF, Word, Excel or PowerPoint file, a PNG, JPEG or WebP image, or an MP4, MOV or WebM "
        "video."
    )
    field = "file"
