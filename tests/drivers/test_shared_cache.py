"""A shared cache: what it keeps, for whom, and for how long."""

from collections.abc import Callable

import pytest

from corsmodel import HTTPRequest, Request, Response, simulate
from corsmodel.drivers.shared_cache import SharedCache

URL = "https://api.example/"
PAGE = "https://shop.example"
OTHER = "https://other.example"
Ask = Callable[..., int]


def asked(cache: SharedCache, request: Request, at: float = 0) -> bool:
    """Tell whether the server was asked."""
    before = len(cache.server.seen)  # type: ignore[attr-defined]
    simulate(request, cache.at(at))
    return len(cache.server.seen) > before  # type: ignore[attr-defined]


class Origin:
    """A server that lets everybody in, and remembers what it was asked."""

    def __init__(self, status: int = 200, **headers: str) -> None:
        self.seen: list[HTTPRequest] = []
        self.status = status
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def __call__(self, http_request: HTTPRequest) -> Response:
        self.seen.append(http_request)
        allow = {f"Access-Control-Allow-{what}": "*" for what in ("Origin", "Methods", "Headers")}
        return Response(self.status, allow | self.headers)


def get(origin: str = PAGE, **members: object) -> Request:
    return Request(URL, origin=origin, **members)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("headers", "status", "kept"),
    [
        ({"Cache_Control": "max-age=60"}, 200, True),
        ({"Cache_Control": "max-age=60"}, 500, True),
        ({"Cache_Control": "s-maxage=60, max-age=0"}, 200, True),
        ({"Cache_Control": "s-maxage=0, max-age=60"}, 200, False),
        ({"Cache_Control": "private, max-age=60"}, 200, False),
        ({"Cache_Control": "no-store, max-age=60"}, 200, False),
        ({"Cache_Control": "no-cache, max-age=60"}, 200, False),
        ({"Cache_Control": "max-age=60", "Vary": "*"}, 200, False),
        ({"Cache_Control": "max-age=60", "Age": "60"}, 200, False),
        ({"Cache_Control": "max-age=60"}, 206, False),
        ({}, 200, False),
        ({"Date": "Tue, 24 Nov 2026 10:00:00 GMT",
          "Expires": "Tue, 24 Nov 2026 10:01:00 GMT"}, 200, True),
    ],
)  # fmt: skip
def test_what_is_kept(headers: dict[str, str], status: int, kept: bool) -> None:
    cache = SharedCache(Origin(status, **headers))
    assert asked(cache, get())
    assert asked(cache, get(), at=1) is not kept


def test_it_runs_out() -> None:
    cache = SharedCache(Origin(Cache_Control="max-age=60"))
    assert asked(cache, get())
    assert not asked(cache, get(), at=59)
    assert asked(cache, get(), at=60)


def test_it_is_shared_unless_vary_says_otherwise() -> None:
    fresh = "max-age=60"
    assert not _second(Origin(Cache_Control=fresh))
    assert _second(Origin(Cache_Control=fresh, Vary="Accept, origin"))
    assert not _second(Origin(Cache_Control=fresh, Vary="Accept"))


def _second(server: Origin) -> bool:
    cache = SharedCache(server)
    asked(cache, get())
    return asked(cache, get(OTHER))


def test_variants_stand_beside_each_other() -> None:
    cache = SharedCache(Origin(Cache_Control="max-age=60", Vary="Origin"))
    assert asked(cache, get())
    assert asked(cache, get(OTHER))
    assert not asked(cache, get(), at=1)
    assert not asked(cache, get(OTHER), at=1)


def test_cookies_vary_by_whether_they_go_along() -> None:
    cache = SharedCache(Origin(Cache_Control="max-age=60", Vary="Cookie"))
    assert asked(cache, get())
    assert asked(cache, get(credentials="include"))


def test_a_lifetime_for_what_says_nothing() -> None:
    cache = SharedCache(Origin(), default_lifetime=10)
    assert asked(cache, get())
    assert not asked(cache, get(), at=9)
    assert asked(cache, get(), at=10)
    assert asked(cache := SharedCache(Origin(500), default_lifetime=10), get())
    assert asked(cache, get())


def test_authorization_is_for_one_unless_the_answer_is_for_all() -> None:
    login = get(headers={"Authorization": "Bearer x"})
    preflight = 1
    for directives, kept in (("max-age=60", False), ("public, max-age=60", True)):
        server = Origin(Cache_Control=directives, Access_Control_Allow_Headers="authorization")
        cache = SharedCache(server)
        simulate(login, cache.at(0))
        simulate(get(), cache.at(0))
        assert len(server.seen) == preflight + (1 if kept else 2)


def test_other_methods_pass_and_changes_are_forgotten() -> None:
    server = Origin(Cache_Control="max-age=60")
    cache = SharedCache(server)
    assert asked(cache, get())
    assert not asked(cache, get(method="HEAD"))
    assert asked(cache, get(method="POST"))
    assert asked(cache, get())


def test_who_asks_for_news_gets_news() -> None:
    cache = SharedCache(Origin(Cache_Control="max-age=60"))
    assert asked(cache, get())
    assert asked(cache, get(cache="no-cache"), at=1)
    assert asked(cache, get(cache="reload"), at=1)
    assert asked(cache, get(headers={"Range": "bytes=0-9"}))


def test_the_age_is_told() -> None:
    cache = SharedCache(Origin(Cache_Control="max-age=60", Access_Control_Expose_Headers="Age"))
    simulate(get(), cache.at(0))
    response = simulate(get(), cache.at(7)).response
    assert response is not None
    assert response.get("Age") == "7"


def test_a_time_is_a_time() -> None:
    with pytest.raises(ValueError, match=r"^seconds: inf is no time"):
        SharedCache(Origin()).at(float("inf"))
