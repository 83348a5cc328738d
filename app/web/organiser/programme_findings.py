"""What the checks find: all of it, by how much it matters, and what need not be corrected."""

from collections import Counter
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import queries as accounts
from app.core.actors import Permission
from app.http import access, csrf, identity
from app.programme import policies
from app.programme.checks import running
from app.programme.checks.finding import Finding, Severity
from app.programme.services import waiving
from app.web.organiser import finding_links
from app.web.organiser.forms.waivers import WaiverForm

bp = Blueprint("findings", __name__, url_prefix="/findings")
bp.add_app_template_filter(finding_links.href, "finding_href")
bp.add_app_template_global(finding_links.to_look_at, "findings_to_look_at")


@bp.get("/")
@access.team(Permission.PROGRAMME_VIEW)
def index() -> ResponseReturnValue:
    checked, code = finding_links.checked(), request.args.get("code", "")
    shown = [finding for finding in checked.open if code in {"", finding.code}]
    waived = [one for one in checked.waived if code in {"", one.finding.code}]
    return render_template(
        "organiser/programme/all_findings.html",
        groups=_groups(shown),
        waived=waived,
        names=accounts.names({one.waiver.waived_by_id for one in waived if one.waiver.waived_by_id}),
        rules=_rules([*checked.open, *(one.finding for one in checked.waived)]),
        code=code,
        may_waive=policies.may_waive(identity.current_actor(), g.event.id),
    )


@bp.route("/<code>/<fingerprint>/waive", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_RELEASE)
@csrf.form_page
def waive(code: str, fingerprint: str) -> ResponseReturnValue:
    finding = waiving.find(g.event, code, fingerprint)
    form = WaiverForm()
    if form.validate_on_submit():
        with form.reporting():
            waiving.waive(g.event, form.data_for_service(code, fingerprint), actor=identity.current_actor())
            flash(_("Waived. It stays listed here with its reason."), "success")
            return redirect(url_for(".index"))
    return render_template("organiser/programme/waive.html", form=form, finding=finding), form.status


@bp.post("/waivers/<public_id>/take-back")
@access.team(Permission.PROGRAMME_RELEASE)
def take_back(public_id: str) -> ResponseReturnValue:
    waiving.take_back(g.event, public_id, actor=identity.current_actor())
    flash(_("The finding counts again."), "success")
    return redirect(url_for(".index"))


def _groups(found: list[Finding]) -> dict[Severity, list[Finding]]:
    """By severity, the gravest first, without empty ones."""
    groups = {
        Severity.ERROR: running.errors(found),
        Severity.WARNING: running.warnings(found),
        Severity.HINT: running.hints(found),
    }
    return {severity: those for severity, those in groups.items() if those}


def _rules(found: list[Finding]) -> list[tuple[str, Any]]:
    """Code and name of every rule that has found something, with how often, in the order of the checks."""
    counted = Counter(finding.code for finding in found)
    return [(code, f"{rule.name} ({counted[code]})") for code, rule in running.RULES.items() if counted[code]]
