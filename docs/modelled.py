"""Makes the page "What is modelled, and what is not" from the pin and from the code's comments.

Run ``python docs/modelled.py`` when a step comment or the pin changed; a test compares.
"""

import sys
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import attrs

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.citations.citations import read_package  # noqa: E402
from tests.citations.coverage import Coverage, coverage  # noqa: E402
from tests.citations.standard_pin import Pin, load  # noqa: E402

PAGE = ROOT / "docs" / "modelled.md"

INTRODUCTION = """\
# What is modelled, and what is not

<!-- Made by docs/modelled.py from the comments in the code; run it, and do not edit this page. -->

This page is for people who quote the [Fetch Standard](https://fetch.spec.whatwg.org/) by step
number, and for people who are about to find out why somebody would.

The standard is a program written in English, and corsmodel is that program in Python: one function
for one algorithm, one comment for one step. Where the model skips a step, a comment stands in its
place and gives the reason. This page is those comments, collected. A test fails when a step of an
algorithm below is neither modelled nor excused, so the lists have no silent gaps. They do not prove
that a modelled step is modelled correctly; that is what the [corpus](corpus.md) is for.

What is left out is left out for one of three reasons, and they do not weigh the same:

- **It cannot show in a verdict.** Timing, tasks, aborting, the bytes of a body. A verdict says what
  is sent and what may be read; not when, and not what it would have said.
- **It is somebody else's work.** Names are resolved, connections opened and HTTP parsed by whoever
  answers the requests: the answers you pass in, or a driver. The model waits and takes an answer.
- **It does show in a browser, and corsmodel has none of it.** Service workers, Content
  Security Policy, HSTS, navigations, prompts for a password. The HTTP cache is modelled as far as
  CORS meets it: `stale-while-revalidate` and answers to range requests are not. On a page that uses
  them a browser can do something else than the verdict says. This is the list to read first.

The steps are those of commit [`{short}`]({commit_url}) of {date}. `spec_cases/standard.json` pins
it, with a digest of every step, and `nox -s standard -- path/to/fetch.bs` lists the cited steps
that a newer copy words otherwise.
"""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


@attrs.frozen
class Group:
    """Algorithms that no function implements, for one reason."""

    title: str
    reason: str
    anchors: tuple[str, ...] = attrs.field(converter=_words)


#: In the order of the page.
GROUPS = (
    Group(
        "Done in line",
        "Too short here to be functions of their own; the steps of their callers say what becomes "
        "of them.",
        """
        extract-header-values build-a-content-range determine-the-network-partition-key
        populate-request-from-client concept-cache-create-entry
        """,
    ),
    Group(
        "Timing and reporting",
        "A verdict says whether timing may be read (the TAO check), and has no times.",
        """
        finalize-and-report-timing extract-full-timing-info
        serialize-a-response-url-for-reporting clamp-and-coarsen-connection-timing-info
        queue-a-cross-origin-embedder-policy-corp-violation-report
        """,
    ),
    Group(
        "Tasks, aborting and the page's life",
        "A fetch runs to its end in one go; nothing else happens meanwhile.",
        """
        fetch-controller-abort deserialize-a-serialized-abort-reason queue-a-fetch-task
        appropriate-network-error concept-fetch-group-terminate fetch-finale abort-fetch
        """,
    ),
    Group(
        "Navigations, and environments other than a page",
        "Requests come from a document that is there already: nothing is navigated to, and no "
        "request goes without a client or changes it.",
        """
        fetch-controller-process-the-next-manual-redirect request-determine-the-environment
        append-to-a-requests-navigation-timing-allow-values-list navigation-tao-check
        """,
    ),
    Group(
        "Names and connections",
        "Whoever answers does this.",
        """
        resolve-an-origin concept-connection-obtain create-a-connection
        """,
    ),
    Group(
        "Cookies and the User-Agent header",
        "A request goes with credentials or without; which cookies there are is not the model's "
        "to know, and no CORS decision reads them.",
        """
        environment-default-user-agent-value append-a-request-cookie-header
        parse-and-store-response-set-cookie-headers determine-the-same-site-mode
        serialized-cookie-default-path
        """,
    ),
    Group(
        "Bodies",
        "Of a body the model knows its kind, type and length: enough for its Content-Type, the "
        "keepalive quota and the rules for streams. Its bytes are never read.",
        """
        concept-body-clone body-incrementally-read incrementally-read-loop body-fully-read
        handle-content-codings header-list-extract-a-length legacy-extract-an-encoding
        bodyinit-safely-extract concept-body-mime-type concept-body-consume-body
        dom-body-formdata dom-body-textstream
        """,
    ),
    Group(
        "Deferred fetches",
        "`fetchLater()` and its quotas: its requests are the ones of a keepalive fetch, and no "
        "page ever reads what came of them.",
        """
        queue-a-deferred-fetch total-request-length process-deferred-fetches
        process-a-deferred-fetch available-deferred-fetch-quota reserve-deferred-fetch-quota
        deferred-fetch-control-document dom-window-fetchlater
        """,
    ),
    Group(
        "The browser's own interventions",
        "Test tools and browsers answer here in place of the network, as they like.",
        "concept-override-fetch potentially-override-response-for-a-request",
    ),
    Group(
        "Objects of the script API",
        "The model has what `fetch()` is asked for and what script can read of the answer, and "
        "not the objects in between: clones, getters, responses that a script makes up.",
        """
        concept-request-clone concept-response-clone dom-headers dom-headers-get
        dom-headers-getsetcookie dom-headers-has request-create dom-request-referrer
        dom-request-clone response-create initialize-a-response dom-response
        dom-response-redirect dom-response-json dom-response-clone dom-global-fetch
        """,
    ),
    Group(
        "Helpers that only other standards call",
        "Nothing in a fetch under CORS runs them.",
        """
        concept-header-list-get-structured-header concept-header-list-set-structured-header
        concept-request-add-range-header concept-potential-destination-translate
        """,
    ),
    Group(
        "Privileged headers",
        "Media elements put `Range` on a no-cors request; scripts never get it past the guard, so "
        "there is none to remove.",
        "concept-headers-remove-privileged-no-cors-request-headers",
    ),
)


def ungrouped(pin: Pin, modelled: Collection[str]) -> list[str]:
    """List the algorithms with numbered steps that are neither modelled nor in a group."""
    grouped = {anchor for group in GROUPS for anchor in group.anchors}
    return [
        anchor
        for anchor, steps in pin.algorithms.items()
        if "" not in steps and anchor not in modelled and anchor not in grouped
    ]


def render() -> str:
    """Make the page."""
    pin = load()
    covered = coverage(pin, read_package())
    return "\n".join(
        [
            INTRODUCTION.format(
                short=pin.commit[:10],
                commit_url=f"https://github.com/{pin.repository}/commit/{pin.commit}",
                date=pin.date,
            ),
            *_table(pin, covered),
            *_left_out(pin, covered),
            *_without_function({entry.anchor for entry in covered}),
        ]
    )


def _link(anchor: str) -> str:
    return f"[{anchor}](https://fetch.spec.whatwg.org/#{anchor})"


def _table(pin: Pin, covered: Iterable[Coverage]) -> Iterator[str]:
    yield "## Modelled\n"
    yield "In the order of the standard. A dash stands for a definition without numbered steps.\n"
    yield "| algorithm | function | steps modelled |"
    yield "|---|---|---|"
    for entry in covered:
        steps = pin.algorithms[entry.anchor]
        count = "—" if "" in steps else f"{len(entry.modelled)} of {len(steps)}"
        yield f"| {_link(entry.anchor)} | `{entry.main_place}` | {count} |"
    yield ""


def _left_out(pin: Pin, covered: Iterable[Coverage]) -> Iterator[str]:
    yield "## Left out of these\n"
    yield "Steps of one reason stand together. *(whole)*: with all substeps.\n"
    for entry in covered:
        by_reason = _by_reason(entry, pin.algorithms[entry.anchor])
        if by_reason:
            yield f"### {entry.anchor}\n"
            yield from (f"- {', '.join(steps)}: {why}" for why, steps in by_reason.items())
            yield ""


def _by_reason(entry: Coverage, steps: Iterable[str]) -> dict[str, list[str]]:
    by_reason: dict[str, list[str]] = {}
    reason = ""
    for path in steps:
        if path in entry.in_part:
            by_reason.setdefault(entry.in_part[path], []).append(f"{path} *(in part)*")
        elif path in entry.left_out:
            comment = entry.left_out[path]
            reason = reason if comment.text == "the same" else comment.text
            whole = " *(whole)*" if comment.whole else ""
            by_reason.setdefault(reason, []).append(f"{path}{whole}")
    return by_reason


def _without_function(modelled: Collection[str]) -> Iterator[str]:
    yield "## Without a function\n"
    yield (
        "The algorithms with numbered steps that no function here implements. Those of the first "
        "group are modelled all the same; the others are not modelled at all.\n"
    )
    for group in GROUPS:
        anchors = [anchor for anchor in group.anchors if anchor not in modelled]
        if anchors:
            yield f"### {group.title}\n"
            yield f"{group.reason}\n"
            yield from (f"- {_link(anchor)}" for anchor in anchors)
            yield ""


if __name__ == "__main__":
    PAGE.write_text(render(), "utf-8")
