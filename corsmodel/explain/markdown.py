"""A verdict as Markdown: for an issue, a review or a page."""

import re
from collections.abc import Iterator

from corsmodel.explain import words
from corsmodel.explain.account import Account, Message
from corsmodel.explain.changes import changes
from corsmodel.explain.words import show, show_text
from corsmodel.repair import Repair
from corsmodel.standard import Step


def markdown(told: Account, *, whole: bool) -> str:
    """Put the account into Markdown; *whole* leaves nothing out."""
    blocks = [
        *_result(told, whole=whole),
        *_situations(told, whole=whole),
        *_kind(told),
        *_wire(told),
        *_change(told, whole=whole),
        *_configure(told),
        *([*_console(told), *_causes(told), *_steps(told)] if whole else []),
    ]
    return "\n\n".join(blocks) + "\n"


def code(text: str) -> str:
    """Write *text* as inline code, whatever backticks it has."""
    runs = re.findall("`+", text)
    fence = "`" * (1 + max((len(run) for run in runs), default=0))
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _link(step: Step) -> str:
    return f"[{step}]({step.url})"


def _result(told: Account, *, whole: bool) -> Iterator[str]:
    verdict = told.verdict
    yield f"**{told.headline}.**"
    reason = verdict.reason
    if reason is not None:
        where = " (in the answer to the preflight)" if reason.preflight else ""
        yield f"{code(reason.code)}: {reason.meaning}{where}. Decided at {_link(reason.step)}."
        if whole or not words.values_are_on_the_wire(reason):
            given = [f"- {name}: {code(value)}" for name, value in words.values(reason)]
            if given:
                yield "\n".join(given)
    if verdict.waiting is not None:
        asked = f"{show(verdict.waiting.method)} {show_text(verdict.waiting.url)}"
        yield f"No answer is known for {code(asked)}."
    said = " ".join(filter(None, (told.side_effects, told.script_sees)))
    if said:
        yield said
    if verdict.readable and verdict.response is not None:
        names = ", ".join(map(code, told.readable)) or "none"
        yield f"Script sees status {verdict.response.status} and these headers: {names}."
        if told.hidden:
            expose = f"Access-Control-Expose-Headers: {', '.join(told.hidden)}"
            yield f"Hidden from script, until the server sends {code(expose)}."


def _situations(told: Account, *, whole: bool) -> Iterator[str]:
    for situation in told.situations:
        more = f" {situation.explanation} {situation.remedy}" if whole else ""
        yield f"This looks like: {situation.title} ({code(situation.name)}).{more}"


def _kind(told: Account) -> Iterator[str]:
    classification = told.verdict.classification
    if classification is not None:
        causes = [f"- {cause}" for cause in words.first(classification.causes, words.cause)]
        end = ":\n\n" + "\n".join(causes) if causes else "."
        yield f"The request is {words.KINDS[classification.kind]}{end}"


def _wire(told: Account) -> Iterator[str]:
    if told.sequence:
        yield "### On the wire"
    for number, message in enumerate(told.sequence, 1):
        yield f"{number}. {code(message.request)} ({message.note})"
        if message.sent:
            yield "\n".join(["   ```text", *(f"   {one}" for one in _message(message)), "   ```"])


def _message(message: Message) -> Iterator[str]:
    yield from (f"> {line}" for line in message.headers)
    yield "< no answer" if message.status is None else f"< {message.status}"
    for line in message.answer:
        yield f"< {line.text}{'   <== decides' if line.decides else ''}"


def _change(told: Account, *, whole: bool) -> Iterator[str]:
    if told.verdict.readable or not (told.repairs or told.fix):
        return
    yield "### What to change" if told.verdict.waiting is None else "### What makes it readable"
    if told.obstacle is not None:
        yield f"No header alone mends this. {told.fix}"
    elif not told.repairs and told.fix is not None:
        yield told.fix
    for number, repair in enumerate(told.repairs if whole else told.repairs[:1]):
        if number:
            yield "Or:"
        yield from _repair(told, repair, whole=whole)


def _repair(told: Account, repair: Repair, *, whole: bool) -> Iterator[str]:
    for change in changes(told.verdict, repair):
        yield f"{code(change.where)}:" if "`" in change.where else f"{change.where}:"
        yield "\n".join(["```diff", *change.lines, "```"])
    if whole:
        yield "\n".join(f"- Mind: {risk}" for risk in repair.risks)


def _configure(told: Account) -> Iterator[str]:
    for configuration in told.configurations:
        yield f"### As lines for {configuration.kind} at {code(show_text(configuration.server))}"
        if configuration.lines:
            yield "\n".join(["```text", *configuration.lines, "```"])
        if configuration.cannot:
            yield "\n".join(f"- Mind: {sentence}" for sentence in configuration.cannot)


def _console(told: Account) -> Iterator[str]:
    if told.consoles:
        yield "### In the console"
    for engine, lines in told.consoles:
        yield f"{engine}:"
        shown = [show_text(line, words.LONGEST_SENTENCE) for line in lines]
        yield "\n".join(["```text", *shown, "```"])


def _causes(told: Account) -> Iterator[str]:
    if told.causes:
        yield "### How this comes about"
        yield "\n".join(f"- {cause}" for cause in told.causes)


def _steps(told: Account) -> Iterator[str]:
    if told.verdict.decisions:
        yield "### Step by step"
        yield "\n".join(f"- {_link(one.step)}: {one.outcome}" for one in told.verdict.decisions)
