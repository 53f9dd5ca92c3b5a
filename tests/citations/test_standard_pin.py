"""The pin and what changed since, on standards made up for the purpose."""

from pathlib import Path

import pytest

from tests.citations import standard_pin
from tests.citations.extractor import digest, extract
from tests.citations.standard_pin import Change, Pin, changed_steps, dump, load


def pin_of(text: str) -> Pin:
    return Pin("made/up", "0" * 40, "2026-01-01", *extract(text))


def steps(*texts: str, name: str = "cook") -> str:
    return f"<div algorithm><dfn>{name}</dfn><ol>{''.join(f'<li>{t}' for t in texts)}</ol></div>"


COOK = steps("a", "b")


def test_no_change() -> None:
    assert changed_steps(pin_of(COOK), COOK) == []


def test_a_renumbered_step_is_moved() -> None:
    assert changed_steps(pin_of(steps("a", "b")), steps("a", "new", "b")) == [
        Change("added", "cook", "2"),
        Change("moved", "cook", "2", "3"),
    ]


def test_a_reworded_step_is_changed() -> None:
    assert changed_steps(pin_of(steps("a", "b", "c")), steps("a", "B", "c")) == [
        Change("changed", "cook", "2")
    ]


def test_a_removed_step() -> None:
    assert changed_steps(pin_of(steps("a", "b")), steps("b")) == [
        Change("removed", "cook", "1"),
        Change("moved", "cook", "2", "1"),
    ]


def test_algorithms_that_come_and_go() -> None:
    assert changed_steps(pin_of(steps("a")), steps("a", name="bake")) == [
        Change("removed", "cook", "1"),
        Change("added", "bake", "1"),
    ]


def test_prose_of_sections_is_compared() -> None:
    pin = pin_of("<h3 id=intro>x</h3><p>One.")
    assert changed_steps(pin, "<h3 id=intro>y</h3><p>Two.") == [Change("changed", "intro", "")]
    assert changed_steps(pin, "") == [Change("removed", "intro", "")]


def test_changes_are_limited_to_what_is_cited() -> None:
    pin = pin_of(steps("a") + steps("a", name="bake"))
    newer = steps("b") + steps("b", name="bake") + steps("c", name="fry")
    assert changed_steps(pin, newer, {"bake"}) == [Change("changed", "bake", "1")]


def test_changes_read_well() -> None:
    assert str(Change("moved", "cook", "2", "3")) == "moved: cook 2 → 3"
    assert str(Change("removed", "tool", "")) == "removed: tool"


def test_the_pin_survives_writing(tmp_path: Path) -> None:
    pin = pin_of(COOK)
    file = tmp_path / "standard.json"
    file.write_text(dump(pin), "utf-8")
    assert load(file) == pin
    assert f'\n   "1": "{digest("a")}",\n' in dump(pin)


def test_a_section_is_a_step_with_an_empty_path() -> None:
    pin = Pin("a/b", "0", "2026-01-01", {"s": "d"}, {"a": {"1": "d"}, "d": {"": "d"}})
    assert [pin.has_anchor(anchor) for anchor in "sax"] == [True, True, False]
    existing = [("s", ""), ("a", "1"), ("d", "")]
    assert all(pin.has_step(*step) for step in existing)
    assert not any(pin.has_step(*step) for step in [("s", "1"), ("a", ""), ("x", "")])


def test_the_committed_pin_is_written_as_the_program_writes_it() -> None:
    pin = load()
    assert dump(pin) == standard_pin.PIN.read_text("utf-8")
    assert pin.repository == "whatwg/fetch"
    assert "concept-cors-check" in pin.algorithms


def test_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "fetch.bs"
    cited = steps("a", "b").replace("<dfn>", "<dfn id=concept-cors-check>")
    source.write_text(cited, "utf-8")
    monkeypatch.setattr(standard_pin, "PIN", tmp_path / "standard.json")
    monkeypatch.setattr(standard_pin.load, "__defaults__", (tmp_path / "standard.json",))
    with pytest.raises(SystemExit):
        standard_pin.main(["--write", str(source)])
    written = ["--write", str(source), "--commit", "c" * 40, "--date", "2026-01-01"]
    assert standard_pin.main(written) == 0
    assert standard_pin.main(["--check", str(source)]) == 0
    source.write_text(cited.replace("<li>b", "<li>c"), "utf-8")
    capsys.readouterr()
    assert standard_pin.main(["--check", str(source)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "changed: concept-cors-check 2",
        "Since cccccccccc (2026-01-01), of what the code cites: 1 changed.",
    ]
