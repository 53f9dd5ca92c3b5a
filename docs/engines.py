"""Writes ``docs/engines.md``: how far the profiles agree with the engines, and where these depart.

Run ``python docs/engines.py`` when a profile, a recording or a figure changed; a test compares.
"""

import json
import tokenize
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs

import corsmodel.http_cache_rules
import corsmodel.profile
from corsmodel.cases import corpus_folder, load_recordings
from corsmodel.http_cache_rules import HTTPCacheRules
from corsmodel.profile import STANDARD, Profile
from corsmodel.profiles import CHROMIUM, FIREFOX, WEBKIT

PAGE = Path(__file__).with_name("engines.md")
KNOWN = Path(__file__).parents[1] / "tests" / "engines" / "known_disagreements.json"
ENGINES = (CHROMIUM, FIREFOX, WEBKIT)
NAMES = {"chromium": "Chromium", "firefox": "Firefox", "webkit": "WebKit"}

INTRODUCTION = """\
<!-- Made by docs/engines.py; change that. -->
# Three engines, measured

The Fetch Standard says what a browser does. This page says what three browsers *do*, seen by
driving them: Chromium, Firefox and WebKit from Debian's packages, each through a proxy that answers
for every name on the web as a scenario says, so that a fetch to `https://api.example` is just that.
A page in the browser runs the fetches; the proxy writes down each request, byte for byte; the
browser's own debugging protocol tells its error codes and the sentences of its console. All of that
is held against what `corsmodel` predicted: outcome, response type, status, URL, redirected flag,
every readable header with its value, and the whole sequence of requests with method, URL, `Origin`,
`Access-Control-Request-*`, the script's headers, `Content-Type`, `Authorization`, and cookies
between hosts of one site.

Run it yourself with `nox -s engines -- firefox --count 500`; each run has a seed of its own.
"""

ISSUES = {
    "authorization_covered_by_wildcard": (
        "[whatwg/fetch#1919](https://github.com/whatwg/fetch/issues/1919)"
    ),
    "client_hints_safelisted": "[whatwg/fetch#1383](https://github.com/whatwg/fetch/issues/1383)",
    "host_blanks_encoded": (
        "[urlpattern-polyfill#43](https://github.com/kenchris/urlpattern-polyfill/issues/43)"
    ),
    "origin_header_follows_referrer_policy": "[crbug.com/1066422](https://crbug.com/1066422)",
    "path_bars_encoded": "[whatwg/url#852](https://github.com/whatwg/url/issues/852)",
}

#: What the fresh scenarios showed that is not predicted, with the cause.
FRESH = (
    (
        "Chromium, 2: under CORS a relative `Location` is resolved against a URL without its user "
        "name, so an XMLHttpRequest to `https://user@…` goes on behind a redirect; here it fails."
    ),
    (
        "Chromium, 1: a second request was preflighted although the first had its permission; the "
        "cause is not known, and six replays were as predicted."
    ),
    "Firefox, 3: an XMLHttpRequest that is redirected to a bad port neither loads nor fails.",
    "Firefox, 1: two sentences about a redirect to `file:` came in the other order.",
    "WebKit, 1: in one sentence a space in a `Location` of two values is `%20`.",
)

SAFARI = """\
## WebKitGTK and Safari

WebKit was measured as WebKitGTK. The rules of CORS are in WebCore and WebKit's network process,
which Safari shares: the CORS check, the preflight, its cache, the safelists, what is sent behind a
redirect that a preflight let pass, and the console's sentences. What lies below is not shared:
WebKitGTK speaks HTTP through libsoup, Safari through CFNetwork. These departures come from there,
so Safari may have others in their place:

- `header_values_sent_as_utf8`, `header_values_repaired_as_utf8`: the bytes of a header's value.
- `escapes_normalized`: percent-escapes in the URL that is asked for.
- `delete_becomes_get_across_origins`, `more_redirect_statuses`: which redirects are followed, and
  with which method. The same code takes the headers about a body out and puts them back
  (`removed_body_headers_return`).
- `authentication_needs_challenge`: what an answer 401 leads to.
- `http_cache`: what is stored, and for how long.
- Not in the profile: an answer 421 makes libsoup ask again.

Safari also has rules of its own against tracking, which decide about cookies of third parties.
"""


def render() -> str:
    """Make the page."""
    return "\n".join([INTRODUCTION, *_fresh(), *_recorded(), *_departures(), SAFARI])


def _fresh() -> Iterator[str]:
    figures = json.loads((corpus_folder() / "evidence" / "agreement.json").read_text("utf-8"))
    yield "## Fresh scenarios\n"
    yield (
        "Random scenarios from a seed taken when the run began, none of them seen before. "
        "*Behaviour* is all that a page and a server can see; *code* is Chromium's CORS error with "
        "its failed parameter, and Firefox's console category; *console* is every sentence, letter "
        "for letter.\n"
    )
    yield "| engine | date | scenarios | blocked | behaviour | code | console | a second |"
    yield "|---|---|---|---|---|---|---|---|"
    for name, one in figures.items():
        total, wrong = one["scenarios"], one["disagree"]
        code = "—" if name == "webkit" else _share(wrong["code"], total)
        yield (
            f"| {NAMES[name]} {one['version']} | {one['date']} | {total:,} | {one['blocked']:,} | "
            f"{_share(wrong['behaviour'], total)} | {code} | {_share(wrong['console'], total)} | "
            f"{one['a_second']} |"
        )
    yield ""
    yield "All that differed, and why:\n"
    yield from (f"- {one}" for one in FRESH)
    yield ""


def _share(wrong: int, total: int) -> str:
    return f"{100 * (1 - wrong / total):.2f} % ({wrong} differ)"


def _recorded() -> Iterator[str]:
    known: dict[str, dict[str, str]] = json.loads(KNOWN.read_text("utf-8"))
    yield "## Recorded scenarios\n"
    yield (
        "What each engine did with every case of the corpus that a browser can play, and with some "
        "thousands of generated scenarios, is kept in `spec_cases/evidence/`; the ordinary tests "
        "hold the profiles to it. Each was played twice, in different orders.\n"
    )
    yield "| engine | recorded on | scenarios | answered differently twice | not predicted |"
    yield "|---|---|---|---|---|"
    for profile in ENGINES:
        one = load_recordings(profile.name)
        unstable = sum(len(recording.observed) > 1 for recording in one.recordings)
        yield (
            f"| {NAMES[profile.name]} {one.version} | {one.date} | {len(one.recordings):,} | "
            f"{unstable} | {len(known[profile.name])} |"
        )
    yield ""
    for profile in ENGINES:
        by_cause: dict[str, list[str]] = {}
        for identity, cause in known[profile.name].items():
            by_cause.setdefault(cause, []).append(identity)
        for cause, identities in by_cause.items():
            yield f"- {NAMES[profile.name]}, {len(identities)}: {cause}"
    yield ""


def _departures() -> Iterator[str]:
    yield "## Where they depart\n"
    yield (
        "One entry for each field of a profile that departs from the standard: the step, what the "
        "field says, and the evidence. Each has a case in `spec_cases/engines/` that fails without "
        "it.\n"
    )
    texts = _field_texts()
    for field in _fields(Profile):
        yield from _departure(field, STANDARD, ENGINES, texts)
    yield "### The HTTP cache\n"
    yield "The fields of `http_cache`, against HTTP Caching (RFC 9111).\n"
    rules = [(profile.name, profile.http_cache) for profile in ENGINES]
    for field in _fields(HTTPCacheRules):
        standard = getattr(STANDARD.http_cache, field)
        values = {name: getattr(one, field) for name, one in rules}
        if any(value != standard for value in values.values()):
            yield f"**`{field}`.** {texts[field]}\n"
            yield from _values(standard, values)


def _fields(kind: type[Any]) -> list[str]:
    skipped = {"name", "version", "evidence", "http_cache"}
    return [field.name for field in attrs.fields(kind) if field.name not in skipped]


def _departure(
    field: str, standard: Profile, engines: tuple[Profile, ...], texts: dict[str, str]
) -> Iterator[str]:
    value = getattr(standard, field)
    values = {profile.name: getattr(profile, field) for profile in engines}
    if all(one == value for one in values.values()):
        return
    issue = f" {ISSUES[field]}." if field in ISSUES else ""
    yield f"**`{field}`.** {texts[field]}{issue}\n"
    yield from _values(value, values)
    for profile in engines:
        for name, evidence in profile.evidence:
            if name == field:
                seen = f"{evidence.engine}, {evidence.how}: {evidence.seen}"
                yield f"- {seen}"
    yield ""


def _values(standard: object, values: dict[str, object]) -> Iterator[str]:
    yield "| standard | " + " | ".join(NAMES[name] for name in values) + " |"
    yield "|---" * (len(values) + 1) + "|"
    shown = [_shown(value) for value in values.values()]
    cells = [f"**{text}**" if text != _shown(standard) else text for text in shown]
    yield f"| {_shown(standard)} | " + " | ".join(cells) + " |"
    yield ""


def _shown(value: object) -> str:
    """Write a field's value for a table."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return "none"
    if isinstance(value, frozenset):
        if all(isinstance(item, int) for item in value):
            return ", ".join(_runs(sorted(value))) or "nothing"
        items = sorted(item.decode() if isinstance(item, bytes) else str(item) for item in value)
        return ", ".join(f"`` {item} ``" if len(item) == 1 else item for item in items) or "nothing"
    return str(value)


def _runs(numbers: list[int]) -> Iterator[str]:
    """Write numbers in order, and of three or more in a row the first and the last."""
    while numbers:
        length = next((i for i, one in enumerate(numbers) if one != numbers[0] + i), len(numbers))
        length = length if length > 2 else 1
        yield f"{numbers[0]}-{numbers[length - 1]}" if length > 1 else str(numbers[0])
        numbers = numbers[length:]


def _field_texts() -> dict[str, str]:
    """Read the comment above each field of a profile."""
    texts: dict[str, str] = {}
    for file in (corsmodel.profile.__file__, corsmodel.http_cache_rules.__file__):
        lines: list[str] = []
        with Path(file).open("rb") as source:
            for token in tokenize.tokenize(source.readline):
                if token.type == tokenize.COMMENT and token.string.startswith("#:"):
                    lines.append(token.string[2:].strip())
                elif token.type == tokenize.NAME and lines:
                    texts.setdefault(token.string, " ".join(lines).replace("``", "`"))
                    lines = []
    return texts


if __name__ == "__main__":
    PAGE.write_text(render(), "utf-8")
