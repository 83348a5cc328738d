"""What a form says about the two names of somebody."""

from tests.browserless import Page


def expect_one_to_be_enough(page: Page) -> None:
    """Neither is called optional, as both together are not; each says that one is enough."""
    labels = {
        name: page.one(f"label[for={name}]").get_text() for name in ("honorific", "given_name", "family_name")
    }
    assert labels == {
        "honorific": "Form of address (optional)", "given_name": "Given name", "family_name": "Family name",
    }  # fmt: skip
    for name in ("given_name", "family_name"):
        hint = page.one(f"#{page.one(f'#{name}')['aria-describedby']}")
        assert hint.get_text() == "One of the two names is enough."
