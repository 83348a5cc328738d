"""A browser without a screen: follows links, fills forms, and refuses pages that are not well made."""

import contextvars
import re
from collections import Counter
from collections.abc import Collection
from functools import cached_property
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from app.accounts.models import User
from app.accounts.services import sessions
from tests.elements import Element, Tree, as_sent


class Page:
    """An answer, read strictly: every HTML page is checked without being asked."""

    def __init__(self, response: TestResponse, *, is_strict: bool = True) -> None:
        self.response = response
        self.status = response.status_code
        self.headers = response.headers
        self.body = response.get_data()
        response.close()  # as every server does; a file that is sent stays open otherwise
        self.is_html = response.mimetype == "text/html"
        # What is shut into a frame (a letter) is no page of ours.
        is_framed = self.headers.get("Content-Security-Policy", "").startswith("sandbox")
        is_page = self.is_html and not is_framed and "<html" in self.text[:2000].lower()
        if is_strict and is_page and self.body:
            self._check()

    @cached_property
    def tree(self) -> Tree:
        """The page as a tree; empty where the answer is no page. Made when it is first looked at."""
        return Tree(self.body if self.is_html else b"")

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def words(self) -> str:
        """What a reader sees, white space folded."""
        return re.sub(r"\s+", " ", self.tree.get_text(" ")).strip()

    @property
    def location(self) -> str:
        return str(self.headers.get("Location", ""))

    def select(self, selector: str) -> list[Element]:
        return self.tree.select(selector)

    def one(self, selector: str) -> Element:
        found = self.select(selector)
        assert len(found) == 1, f"{len(found)} elements match {selector!r}"
        return found[0]

    def form(self, selector: str = "main form[method=post]") -> dict[str, Any]:
        """The fields of the first matching form as a browser would send them unchanged."""
        return as_sent(self.select(selector)[0])

    def _check(self) -> None:
        # One look at every element: selectors would walk the tree once each, for every page of every test.
        tags = list(self.tree)
        heads = [tag for tag in tags if tag.name == "h1"]
        assert len(heads) == 1, f"{len(heads)} h1 on {self.response.request.path}"
        title = self.tree.select_one("head title")
        assert title is not None, "no title"
        assert title.get_text(strip=True), "empty title"
        assert tags[0].get("lang"), "no language"
        ids = Counter(tag["id"] for tag in tags if "id" in tag.attrs)
        doubles = {name for name, times in ids.items() if times > 1}
        assert not doubles, f"double ids: {doubles}"
        assert not (self._hides_its_origin(tags) and _has_form(tags)), (
            "browsers send this form as another site's"
        )
        labelled = {tag.get("for") for tag in tags if tag.name == "label"}
        for tag in tags:
            assert not _is_control(tag) or _is_labelled(tag, labelled), f"control without label: {tag}"
            assert not _is_inline(tag), f"inline code the policy would refuse: {tag}"

    def _hides_its_origin(self, tags: Collection[Element]) -> bool:
        """Whether browsers keep from us as well where its forms come from: `Origin: null`."""
        said = {tag.get("content") for tag in tags if tag.name == "meta" and tag.get("name") == "referrer"}
        return "no-referrer" in {self.headers.get("Referrer-Policy"), *said}


def _has_form(tags: Collection[Element]) -> bool:
    return any(tag.name == "form" and str(tag.get("method", "")).lower() == "post" for tag in tags)


def _is_control(tag: Element) -> bool:
    if tag.name == "input":
        return tag.get("type") not in {"hidden", "submit"}
    return tag.name in {"select", "textarea"}


def _is_labelled(control: Element, labelled: Collection[object]) -> bool:
    if control.get("aria-label") or control.get("aria-labelledby"):
        return True
    return control.get("id", "") in labelled or control.within("label") is not None


def _is_inline(tag: Element) -> bool:
    """Style or code in the page itself; data for machines is none."""
    if tag.name == "script":
        return "src" not in tag.attrs and tag.get("type") != "application/ld+json"
    return tag.name == "style" or not {"style", "onclick"}.isdisjoint(tag.attrs)


class Browser:
    """Requests as a person's browser sends them, each in a context of its own."""

    def __init__(self, app: Flask, *, is_strict: bool = True) -> None:
        self.app = app
        self.is_strict = is_strict
        self.client = app.test_client()

    def sign_in(self, user: User) -> None:
        """Sign `user` in: a real session, its secret in the cookie as the sign-in page leaves it."""
        secret, _session = sessions.begin(user)

        def keep() -> None:
            with self.client.session_transaction() as cookie:
                cookie.clear()
                cookie.update(_user_id=secret, _fresh=True)

        contextvars.Context().run(keep)

    def get(self, url: str, **kwargs: Any) -> Page:
        return self._send("get", url, **kwargs)

    def head(self, url: str, **kwargs: Any) -> Page:
        return self._send("head", url, **kwargs)

    def post(self, url: str, data: dict[str, Any] | None = None, **kwargs: Any) -> Page:
        """Post `data` as it is; add `page.form()` to send the token and what was prefilled.

        Says where it comes from, as all browsers do with forms; `headers` may say something else.
        """
        headers = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin", **kwargs.pop("headers", {})}
        return self._send("post", url, data=data or {}, headers=headers, **kwargs)

    def submit(
        self, page: Page, url: str | None = None, selector: str = "main form[method=post]", **fields: Any
    ) -> Page:
        """Fill the first matching form of `page` and send it where it says (or to `url`)."""
        form = page.select(selector)[0]
        target = url or str(form.get("action") or page.response.request.path)
        kind = str(form.get("enctype", "application/x-www-form-urlencoded"))
        return self.post(target, {**page.form(selector), **fields}, content_type=kind)

    def follow(self, page: Page) -> Page:
        """Go where a redirect points."""
        assert page.status in {301, 302, 303, 307, 308}, page.status
        return self.get(page.location)

    def _send(self, method: str, url: str, **kwargs: Any) -> Page:
        # An empty context: the test's own application context must not leak into the request.
        response = contextvars.Context().run(lambda: getattr(self.client, method)(url, **kwargs))
        return Page(response, is_strict=self.is_strict)
