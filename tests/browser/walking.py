"""Walking through the site in a browser: one page of every kind, found by its links."""

from collections import deque
from collections.abc import Iterator
from urllib.parse import urlsplit

from playwright.sync_api import Page
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from tests.browser.site import Site
from tests.http.routes import Route, walk

# What a page is, whatever it is about: its endpoint, and the choices made in its address.
Kind = tuple[str, ...]
LINKS = "all => [...new Set(all.map(one => one.href || one.src || one.action))]"


class Walk:
    """Opens pages one after another, and remembers which kinds of page there were."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page = page
        self.site = site
        self.seen: set[Kind] = set()
        self._waiting: deque[str] = deque()
        self._wanted: set[str] = set()
        self._addresses = site.app.url_map.bind("localhost")
        self._routes = {route.endpoint: route for route in walk(site.app)}

    def also(self, *paths: str) -> None:
        """Open these too, however many of their kind there were."""
        self._wanted.update(paths)
        self._waiting.extend(paths)

    def through(self, *starts: str) -> Iterator[str]:
        """Open these pages, and after them one of every other kind that links lead to."""
        self.also(*starts)
        known: set[str] = set()  # most pages have the same links; an address answers the same again
        while self._waiting:
            path = self._waiting.popleft()
            is_wanted = path in self._wanted
            if path in known and not is_wanted:
                continue
            known.add(path)
            is_new = self._kind(path) not in {None, *self.seen}
            self._wanted.discard(path)
            if (is_new or is_wanted) and self._open(path):
                self._waiting.extend(self._links())
                yield path

    def endpoints(self) -> set[str]:
        return {kind[0] for kind in self.seen}

    def _open(self, path: str) -> bool:
        """Whether there is a page; what is downloaded, or leads elsewhere, is passed by."""
        answer = self.page.request.head(path, max_redirects=0)
        assert answer.status != 500, path
        if answer.status == 200:
            self.seen.add(self._kind(path) or ())
        if answer.status != 200 or not answer.headers["content-type"].startswith("text/html"):
            return False
        self.page.goto(path)
        return True

    def _links(self) -> list[str]:
        """Paths of this site the page leads to."""
        found: list[str] = self.page.eval_on_selector_all("a[href], iframe[src], form[method=get]", LINKS)
        return [urlsplit(link).path for link in found if link.startswith(self.site.url)]

    def _kind(self, path: str) -> Kind | None:
        try:
            endpoint, values = self._addresses.match(urlsplit(path).path, method="GET")
        except (HTTPException, RequestRedirect):
            return None
        route = self._routes[endpoint]
        return (endpoint, *(str(values[name]) for name in sorted(values) if route.is_choice(name)))


def sign_in(page: Page, email: str, password: str) -> None:
    """As people do it, with the form."""
    page.goto("/account/sign-in/")
    form = page.locator("main form").first
    form.locator("[name=email]").fill(email)
    form.locator("[name=password]").fill(password)
    form.locator("button[type=submit]").click()
    page.wait_for_url("**/organise/**")


def shown_without_names(site: Site) -> list[str]:
    """Pages whose address says nothing of what they are about: most of them nothing links to."""
    return [route.url() for route in walk(site.app) if route.takes("GET") and not route.arguments]


def looked_at(site: Site) -> list[Route]:
    """Every address that can be looked at."""
    return [route for route in walk(site.app) if route.takes("GET")]
