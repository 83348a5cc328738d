"""Which event an organiser's page is about: the slug in its address becomes `g.event`."""

from typing import Any

from flask import Blueprint, current_app, g

from app.events import queries as events


def bind(bp: Blueprint) -> Blueprint:
    """Let every address of `bp` that contains `<slug>` load its event, and links keep the slug."""
    bp.url_value_preprocessor(load_event)
    bp.url_defaults(keep_slug)
    return bp


def load_event(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Take the slug out of the address and set `g.event` and `g.main_language`.

    An unknown slug sets `g.event` to None. Answering is left to the access mark, which treats it
    exactly like an event of somebody else: sign in first, then 404.
    """
    if values is None or "slug" not in values:
        return
    g.event = events.by_slug(values.pop("slug"))
    if g.event is not None:
        g.main_language = g.event.main_language


def keep_slug(endpoint: str, values: dict[str, Any]) -> None:
    """Links between pages of one event need not repeat its slug."""
    if "slug" in values or g.get("event") is None:
        return
    if current_app.url_map.is_endpoint_expecting(endpoint, "slug"):
        values["slug"] = g.event.slug
