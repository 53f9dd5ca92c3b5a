"""The extractor of the standard, on markup made up for the purpose."""

import pytest

from tests.citations.extractor import branch_word, digest, extract, identifier
from tests.citations.markup import Element, parse

NESTED = """
<div algorithm>
<p>To <dfn>boil an egg</dfn>, given a pot <var>pot</var>:
<ol>
 <li><p>Fill <var>pot</var> with <a>water</a>.
 <li>
  <p>Until it bubbles:
  <ol>
   <li><p>Wait.
   <li>Look.
  </ol>
  <div class=note><p>Looking does not help.<ol><li>Nor does this.</ol></div>
 <li><p>Serve, with one of
  <ul><li>salt <li>pepper</ul>
  <p>on it.
</ol>
</div>
"""


def only(text: str) -> tuple[str, dict[str, str]]:
    _, algorithms = extract(text)
    assert len(algorithms) == 1
    return next(iter(algorithms.items()))


def test_nested_lists_give_paths_and_own_texts() -> None:
    anchor, steps = only(NESTED)
    assert anchor == "boil-an-egg"
    assert steps == {
        "1": digest("Fill pot with water."),
        "2": digest("Until it bubbles:"),
        "2.1": digest("Wait."),
        "2.2": digest("Look."),
        "3": digest("Serve, with one of salt pepper on it."),
    }


def test_white_space_markup_comments_and_notes_do_not_count() -> None:
    other = NESTED.replace("<a>water</a>", "<em>water</em><!-- not milk -->")
    other = other.replace("Wait.", "\n Wait. ").replace("Looking does not help.", "Do not.")
    assert extract(other) == extract(NESTED)


def test_branches_of_a_switch_are_words_and_their_labels_count() -> None:
    text = """<div algorithm><p>To <dfn id=turn>turn</dfn>:
    <ol><li>Switch on <var>side</var>:
     <dl class=switch>
      <dt>"<code>left</code>"
      <dt>"<code>port</code>"
      <dd><p>Turn left.
      <dt>Otherwise
      <dd><ol><li>Stop.<li>Turn.</ol>
     </dl>
    </ol></div>"""
    _, steps = only(text)
    assert list(steps) == ["1", "1.left", "1.otherwise", "1.otherwise.1", "1.otherwise.2"]
    assert steps["1.left"] == digest('"left" "port" Turn left.')
    assert only(text.replace("port", "larboard"))[1]["1.left"] != steps["1.left"]


def test_a_branch_word_is_six_words_long() -> None:
    assert branch_word("request's mode is “a” or the b, c") == "request-s-mode-is-a-or"


def test_a_second_list_in_a_step_has_paths_of_its_own() -> None:
    _, steps = only(
        """<div algorithm><p>To <dfn>pack</dfn>:
        <ol><li><p>Shirts:<ol><li>Fold.</ol>
         <p>Then shoes:<ol><li>Clean:<ol><li>Brush.</ol><li>Wrap.</ol>
         <ul><li>Socks:<ol><li>Count.</ol></ul>
        </ol></div>"""
    )
    assert list(steps) == ["1", "1.1", "1.1-2", "1.1-2.1", "1.2-2", "1.1-3"]


def test_branches_with_one_word_are_told_apart() -> None:
    _, steps = only(
        """<div algorithm><p>To <dfn>go</dfn>:
        <dl class=switch><dt>a<dd>x<dt>a!<dd>y<dt>a?<dd>z</dl></div>"""
    )
    assert list(steps) == ["a", "a-2", "a-3"]


def test_an_algorithm_without_steps_is_one_pseudo_step() -> None:
    assert only("<div algorithm><p>To <dfn>rest</dfn>, do\n nothing.</div>") == (
        "rest",
        {"": digest("To rest, do nothing.")},
    )


def test_a_definition_takes_the_list_behind_it() -> None:
    sections, algorithms = extract(
        """<h3 id=tools>Tools</h3>
        <p>A <dfn>tool</dfn> is one of
        <p class=note>There are more.
        <ul><li>hammer <li>saw</ul>
        <p>Keep them dry.
        <p>A <dfn for=tool id=tool-grip>grip</dfn> and an <dfn for=tool>edge</dfn> are parts.
        """
    )
    parts = digest("A grip and an edge are parts.")
    assert algorithms == {
        "tool": {"": digest("A tool is one of hammer saw")},
        "tool-grip": {"": parts},
        "tool-edge": {"": parts},
    }
    assert sections == {"tools": digest("Keep them dry.")}


def test_a_definition_with_numbered_steps_needs_no_division() -> None:
    anchor, steps = only("<p>To <dfn for=Tea>brew</dfn> <var>x</var>:<ol><li>Boil.<li>Wait.</ol>")
    assert (anchor, list(steps)) == ("tea-brew", ["1", "2"])


def test_headers_are_pinned_with_their_explanation() -> None:
    _, algorithms = extract(
        """<dl><dt>`<dfn http-header id=http-x-tea><code>X-Tea</code></dfn>`<dd><p>Kind of tea.
        <dt><dfn for=tea>temperature</dfn><dd>Hot.</dl>"""
    )
    assert algorithms == {"http-x-tea": {"": digest("`X-Tea` Kind of tea.")}}


def test_a_heading_can_define_an_algorithm() -> None:
    anchor, steps = only(
        "<div algorithm='may it pass'><h3 dfn id=may-it-pass?>May <var>it</var> pass?</h3>"
        "<p>Run these steps:<ol><li>Return yes.</ol></div>"
    )
    assert (anchor, list(steps)) == ("may-it-pass?", ["1"])


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<dfn>CORS check</dfn>", "cors-check"),
        ("<dfn id=concept-X>x</dfn>", "concept-X"),
        ("<dfn lt='stir|stirring'>stirs</dfn>", "stir"),
        ("<dfn for=request>clone</dfn>", "request-clone"),
        ("<dfn for=/>clone</dfn>", "clone"),
        ("<dfn for=request/destination>like a script</dfn>", "request-destination-like-a-script"),
        ("<dfn for='a b, c'>get, decode, and split</dfn>", "a-b-get-decode-and-split"),
        ("<dfn>a cup's `<code>Tea</code>` value</dfn>", "a-cups-tea-value"),
        ("<dfn method for=Cup><code>fill(<var>a</var>, <var>b</var>)</code></dfn>", "dom-cup-fill"),
        ("<dfn constructor for=Cup lt='Cup(init)'>new Cup(init)</dfn>", "dom-cup-cup"),
        ("<dfn attribute for=Cup><code>isFull</code></dfn>", "dom-cup-isfull"),
    ],
)
def test_identifiers_are_those_of_the_published_standard(markup: str, expected: str) -> None:
    (dfn,) = parse(markup).children
    assert isinstance(dfn, Element)
    assert identifier(dfn) == expected


def test_one_anchor_names_one_thing() -> None:
    with pytest.raises(ValueError, match="two definitions have the anchor 'tea'"):
        extract("<p><dfn>Tea</dfn>.<p><dfn>tea</dfn>.")
    with pytest.raises(ValueError, match="an algorithm without a definition"):
        extract("<div algorithm><p>Nothing.</div>")
