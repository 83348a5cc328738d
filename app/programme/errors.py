"""What can be refused about programmes, their drafts and their releases."""

from flask_babel import lazy_gettext as _l

from app.core.errors import Conflict, Invalid, NotAllowed, NotFound, Unavailable


class NoSuchSession(NotFound):
    code = "no_such_session"
    message = _l("There is no such session.")


class NoSuchRoom(NotFound):
    code = "no_such_room"
    message = _l("There is no such room.")
    field = "rooms"


class NoSuchTrack(NotFound):
    code = "no_such_track"
    message = _l("There is no such track.")
    field = "track"


class NoSuchAppearance(NotFound):
    code = "no_such_appearance"
    message = _l("This person is not in this session any more.")


class NoSuchRelease(NotFound):
    code = "no_such_release"
    message = _l("There is no such release of the programme.")


class MayNotEditProgramme(NotAllowed):
    code = "may_not_edit_programme"
    message = _l("Your role in this event's team does not allow you to change the programme.")


class MayNotRelease(NotAllowed):
    code = "may_not_release"
    message = _l("Your role in this event's team does not allow you to release the programme.")


class TitleMissing(Invalid):
    code = "title_missing"
    message = _l("Enter a title in the event's main language.")
    field = "title"


class NameMissing(Invalid):
    code = "name_missing"
    message = _l("Enter a name in the event's main language.")
    field = "name"


class EndBeforeStart(Invalid):
    code = "end_before_start"
    message = _l("The end is before the start. Correct one of them.")
    field = "ends"


class EndWithoutStart(Invalid):
    code = "end_without_start"
    message = _l("Enter a start as well, or remove the end.")
    field = "starts"


class TooDeep(Invalid):
    """Sessions nest two levels deep: a panel and its talks."""

    code = "too_deep"
    message = _l("Choose a session that is not itself part of another one.")
    field = "parent"


class HasChildren(Invalid):
    code = "has_children"
    message = _l("This session contains others, so it cannot become part of one.")
    field = "parent"


class OwnParent(Invalid):
    code = "own_parent"
    message = _l("A session cannot be part of itself.")
    field = "parent"


class BadAddress(Invalid):
    code = "bad_address"
    message = _l("Enter a whole address that begins with https:// or http://.")


class BadColour(Invalid):
    code = "bad_colour"
    message = _l("Enter a colour as six digits, for example #0b5394.")
    field = "colour"


class BadCount(Invalid):
    code = "bad_count"
    message = _l("Enter a whole number from 0 to 1,000,000, or leave this empty.")


class NobodyNamed(Invalid):
    code = "nobody_named"
    message = _l("Choose a person, or enter a name for the group.")
    field = "label"


class AlreadyInSession(Conflict):
    """The same person in the same role twice; in two roles they may well appear."""

    code = "already_in_session"
    message = _l("This person is in this session with this role already.")
    field = "role"


class NotCancelled(Conflict):
    code = "not_cancelled"
    message = _l("Only a session that the current release shows can be put back.")


class StillThere(Conflict):
    code = "still_there"
    message = _l("This session is in the draft already.")


class NotReady(Conflict):
    """The draft has errors that nobody should read in public; releases.checking says which."""

    code = "not_ready"
    message = _l("Correct the errors below before you release the programme.")


class NothingToRelease(Conflict):
    code = "nothing_to_release"
    message = _l("Nothing has changed since the current release.")


class DraftHasChanged(Conflict):
    """Somebody has edited the draft since the change list was shown."""

    code = "draft_has_changed"
    message = _l("The draft has changed since you opened this page. Read the changes again, then release.")


class ProgrammeTooLarge(Invalid):
    code = "file_too_large"
    message = _l("The file is too large. It may have 5 MB, and 50 MB once it is unpacked.")
    field = "file"


class UnknownFormat(Invalid):
    code = "unknown_format"
    message = _l("Choose a text, a Word document (.docx), a table (.xlsx, .ods, .csv), a web page or a PDF.")
    field = "file"


class NotReadable(Invalid):
    code = "not_readable"
    message = _l(
        "The file cannot be read. Open it in its program, save it again, or copy its text and paste it."
    )
    field = "file"


class NothingToUndo(Conflict):
    code = "nothing_to_undo"
    message = _l("There is nothing to undo.")


class NothingToRedo(Conflict):
    code = "nothing_to_redo"
    message = _l("There is nothing to do again.")


class StepOutOfDate(Conflict):
    code = "step_out_of_date"
    message = _l("What this step changed has been changed since by other means, so it cannot be undone.")


class NotAPlaceholder(Conflict):
    """Somebody else has said who it is, just before."""

    code = "not_a_placeholder"
    message = _l("Somebody has already said who this is.")


class NothingReleased(NotFound):
    code = "nothing_released"
    message = _l("The programme has not been published yet.")


class NotPrinted(Unavailable):
    code = "not_printed"
    message = _l("The document is being made. This page asks for it again in a few seconds.")


class NoSuchFinding(NotFound):
    """It has been corrected, waived or changed since the page was shown."""

    code = "no_such_finding"
    message = _l("This has been corrected in the meantime, or its facts have changed.")
    field = "reason"


class NoSuchWaiver(NotFound):
    code = "no_such_waiver"
    message = _l("This waiver has been taken back already.")


class MayNotWaive(NotAllowed):
    code = "may_not_waive"
    message = _l("Your role in this event's team does not allow you to waive findings.")


class ReasonMissing(Invalid):
    code = "reason_missing"
    message = _l("Say why this need not be corrected.")
    field = "reason"


class NothingToWaive(Invalid):
    """Hints keep nobody from anything."""

    code = "nothing_to_waive"
    message = _l("Hints need no waiver: nobody has to answer them.")


class WarningsNotRead(Conflict):
    code = "warnings_not_read"
    message = _l("Have a look at the warnings and tick that you have, or waive them with a reason.")
    field = "looked_at"


class WarningsHaveChanged(Conflict):
    """Others have come up since somebody has ticked those that were there."""

    code = "warnings_have_changed"
    message = _l("The warnings have changed since you opened this page. Have a look at them, then release.")
    field = "looked_at"


class NotScheduled(Invalid):
    code = "not_scheduled"
    message = _l("Give this session a time first.")


class NothingMoves(Invalid):
    code = "nothing_moves"
    message = _l("Nothing would move.")


class LeavesDay(Invalid):
    """The message names the session that would cross midnight."""

    code = "leaves_day"
    message = _l("A session would leave its day.")


class ClocksChange(Invalid):
    """The message names the session that would be moved over a change of the clocks."""

    code = "clocks_change"
    message = _l("The clocks change in between.")


class RunsIntoBreak(Invalid):
    """The message names the session, the break, and when that begins."""

    code = "runs_into_break"
    message = _l("A session would run into the break.")


class TooLittleTime(Invalid):
    code = "too_little_time"
    message = _l("The time is too short for so many sessions.")


class Overlapping(Invalid):
    """The message names both sessions."""

    code = "overlapping"
    message = _l("Two sessions run at the same time without starting together.")


class OneInsideOther(Invalid):
    code = "one_inside_other"
    message = _l("Choose two sessions of which neither is part of the other.")
    field = "other"


class PlanOutOfDate(Conflict):
    """Somebody has edited the draft since the preview was shown."""

    code = "plan_out_of_date"
    message = _l("The draft has changed since you looked. See what will move now, then do it.")


class NothingAbove(Invalid):
    code = "nothing_above"
    message = _l("There is no session above it on this day that it could become part of.")


class NotInside(Invalid):
    code = "not_inside"
    message = _l("This session is not part of another one.")


class SameDay(Invalid):
    code = "same_day"
    message = _l("Choose another day.")
    field = "day"


class NothingToCopy(Invalid):
    code = "nothing_to_copy"
    message = _l("There is no session on this day.")


class SplitOutside(Invalid):
    code = "split_outside"
    message = _l("Choose a time between the start and the end of the session.")
    field = "at"


class RunsOverSplit(Invalid):
    """The message names the session inside that is still on at that time."""

    code = "runs_over_split"
    message = _l("A session inside is still on at that time.")
    field = "at"


class NotNeighbours(Conflict):
    code = "not_neighbours"
    message = _l("These two do not follow each other any more. Choose again.")
    field = "other"


class DayNotKnown(Invalid):
    code = "day_not_known"
    message = _l("Say on which day: open the session and enter day and time there.")
    field = "entry"


class NoSuchPreview(NotFound):
    """Never made, ended or taken back: whoever holds the link is told the same."""

    code = "no_such_preview"
    message = _l("This preview is not open any more. Ask whoever sent you the link for a new one.")


class TooManyPreviews(Conflict):
    code = "too_many_previews"
    message = _l("There are many open preview links already. Take back those nobody needs.")


class NoSuchComment(NotFound):
    code = "no_such_comment"
    message = _l("There is no such comment.")


class TooManyComments(Conflict):
    code = "too_many_comments"
    message = _l("There are very many comments at this link already. Please write to the organisers instead.")


class EmptyComment(Invalid):
    code = "empty_comment"
    message = _l("Say what should be different, or that all is well.")
    field = "text"


class AnotherStep(Conflict):
    """Another step than the one that was shown would be undone, or done again."""

    code = "another_step"
    message = _l("The draft has been changed in the meantime. Look at the last change, then decide.")


class NoSuchStep(NotFound):
    code = "no_such_step"
    message = _l("This change is not remembered any more.")


class SpokenSince(StepOutOfDate):
    """What a speaker has said of themselves is not taken back unasked."""

    code = "spoken_since"
    message = _l(
        "A speaker has changed the same since, so this cannot be undone. You find it under “All changes”."
    )
