"""What somebody who was shown a draft says of it."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired

from app.programme.services import commenting
from app.programme.services.commenting import NewComment
from app.web.fields import longest
from app.web.forms import BaseForm


class CommentForm(BaseForm):
    name = StringField(
        _l("Your name"),
        description=_l("The organisers see it, and whoever has the same link."),
        validators=[InputRequired(_l("Enter your name.")), longest(commenting.LONGEST_NAME)],
        render_kw={"autocomplete": "name"},
    )
    text = TextAreaField(
        _l("Comment"),
        validators=[
            InputRequired(_l("Say what should be different, or that all is well.")),
            longest(commenting.LONGEST),
        ],
        render_kw={"rows": "4"},
    )

    def new_comment(self, session: str) -> NewComment:
        return NewComment(name=self.name.data or "", text=self.text.data or "", session=session)
