"""The public names: all there, in order, each with its documentation."""

import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import corsmodel
from corsmodel import (
    Browser,
    Client,
    HeaderList,
    Outcome,
    Request,
    XMLHttpRequest,
    classify,
    evaluate,
)
from corsmodel.explain import explain
from corsmodel.infrastructure.urls import parse_url

PAGE = "https://shop.example"
API_PAGE = Path(__file__).parents[1] / "docs" / "api.md"


def test_all_is_all() -> None:
    public = {
        name
        for name, value in vars(corsmodel).items()
        if not name.startswith("_") and not inspect.ismodule(value) and name != "TYPE_CHECKING"
    }
    assert public <= set(corsmodel.__all__)
    assert len(set(corsmodel.__all__)) == len(corsmodel.__all__)
    assert all(hasattr(corsmodel, name) for name in corsmodel.__all__)


def test_every_name_is_documented() -> None:
    page = API_PAGE.read_text("utf-8")
    missing = [name for name in corsmodel.__all__ if not re.search(rf"\b{name}\b", page)]
    assert missing == []
    for name in corsmodel.__all__:
        value = getattr(corsmodel, name)
        if inspect.isclass(value) or inspect.isfunction(value):
            assert inspect.getdoc(value), name


@pytest.mark.parametrize(
    ("part", "headers"), [("name", {"X-€": "a"}), ("value", {"X-A": "\u0100"})]
)
@pytest.mark.parametrize("make", [Request, XMLHttpRequest])
def test_text_that_is_no_bytes_is_refused(
    make: Callable[..., Request], part: str, headers: dict[str, str]
) -> None:
    """Web IDL's ByteString throws; JSON scenarios cannot hold such text."""
    request = make("https://api.example/", origin=PAGE, headers=headers)
    verdict = evaluate(request)
    assert verdict.outcome is Outcome.INVALID_REQUEST
    assert verdict.reason is not None
    assert verdict.reason.code == f"invalid-header-{part}"
    assert classify(request).kind == "invalid-request"


WRONG: Any = "chromium"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: classify(WRONG), "request: 'chromium' is of type str; pass what corsmodel.Req"),
        (lambda: explain(WRONG), "verdict: 'chromium' is of type str; pass what evaluate() or"),
        (lambda: Browser(WRONG), "profile: 'chromium' is of type str; pass a profile such as"),
        (lambda: Browser(preflight_cache=WRONG), "preflight_cache: 'chromium' is of type str"),
        (lambda: Browser(http_cache=WRONG), "http_cache: 'chromium' is of type str"),
        (lambda: corsmodel.fetch(Request("/", origin=PAGE), at=0j),  # type: ignore[arg-type]
         "at: 0j is of type complex; pass seconds"),
        (lambda: next(corsmodel.fetch(WRONG)), "request: 'chromium' is of type str; pass what"),
        (lambda: XMLHttpRequest("/", origin=PAGE, with_credentials=WRONG),
         "with_credentials: 'chromium' is of type str; pass True or False"),
    ],
)  # fmt: skip
def test_misuse(call: Callable[[], object], message: str) -> None:
    with pytest.raises(TypeError, match="^" + re.escape(message)):
        call()


def test_a_page_takes_values_as_well_as_text() -> None:
    url = parse_url(f"{PAGE}/page")
    assert url is not None
    assert Client(url.origin, url=url) == Client(PAGE, url=f"{PAGE}/page")


def test_header_lists_are_counted() -> None:
    assert len(HeaderList.of([("A", "b"), ("a", "c")])) == 2
