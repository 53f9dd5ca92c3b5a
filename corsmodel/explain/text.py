"""A verdict as text for a terminal: the result first, then the wire, then what to change."""

from collections.abc import Iterator

from corsmodel.explain import words
from corsmodel.explain.account import Account
from corsmodel.explain.changes import changes
from corsmodel.explain.words import show, show_text
from corsmodel.fetching.reasons import Reason
from corsmodel.repair import Repair


def text(told: Account, *, whole: bool) -> str:
    """Put the account into lines; *whole* leaves nothing out."""
    blocks = [
        _result(told, whole=whole),
        _situations(told, whole=whole),
        _kind(told),
        _wire(told),
        _change(told, whole=whole),
        _configure(told),
        *([_console(told), _causes(told), _steps(told)] if whole else []),
    ]
    return "\n\n".join(block for block in map("\n".join, blocks) if block) + "\n"


def _result(told: Account, *, whole: bool) -> Iterator[str]:
    verdict = told.verdict
    yield told.headline
    if verdict.reason is not None:
        yield from _reason(verdict.reason, whole=whole)
    if verdict.waiting is not None:
        kind = "preflight" if verdict.waiting.preflight else "request"
        method, url = show(verdict.waiting.method), show_text(verdict.waiting.url)
        yield f"  no answer is known for the {kind} {method} {url}"
    yield from (f"  {said}" for said in (told.side_effects, told.script_sees) if said)
    if verdict.readable and verdict.response is not None:
        names = ", ".join(told.readable) or "none"
        yield f"  Script sees status {verdict.response.status} and these headers: {names}"
        if told.hidden:
            yield f"  Hidden from script: {', '.join(told.hidden)}"
            yield f"  To show them: Access-Control-Expose-Headers: {', '.join(told.hidden)}"


def _situations(told: Account, *, whole: bool) -> Iterator[str]:
    for situation in told.situations:
        yield f"This looks like: {situation.title} ({situation.name})"
        if whole:
            yield f"  {situation.explanation}"
            yield f"  {situation.remedy}"


def _reason(reason: Reason, *, whole: bool) -> Iterator[str]:
    where = " (in the answer to the preflight)" if reason.preflight else ""
    yield f"  {reason.code}: {reason.meaning}{where}"
    if whole or not words.values_are_on_the_wire(reason):
        yield from (f"  {name}: {value}" for name, value in words.values(reason))
    yield f"  decided at {reason.step} ({reason.step.url})"


def _kind(told: Account) -> Iterator[str]:
    classification = told.verdict.classification
    if classification is not None:
        yield f"The request is {words.KINDS[classification.kind]}"
        yield from (f"  - {cause}" for cause in words.first(classification.causes, words.cause))


def _wire(told: Account) -> Iterator[str]:
    if told.sequence:
        yield "On the wire"
    for number, message in enumerate(told.sequence, 1):
        yield f"  {number}. {message.request}  ({message.note})"
        yield from (f"       {line}" for line in message.headers)
        if message.sent:
            yield "     <- no answer" if message.status is None else f"     <- {message.status}"
        for line in message.answer:
            yield f"       {line.text}{'   <== decides' if line.decides else ''}"


def _change(told: Account, *, whole: bool) -> Iterator[str]:
    if told.verdict.readable:
        return
    if told.verdict.waiting is not None:
        yield "What makes it readable"
    elif told.obstacle is not None:
        yield "What to change: no header alone mends this"
        yield f"  {told.fix}"
    elif told.repairs:
        yield "What to change"
    elif told.fix is not None:
        yield "What to change"
        yield f"  {told.fix}"
    shown = told.repairs if whole else told.repairs[:1]
    for number, repair in enumerate(shown):
        if number:
            yield ""
            yield "Or"
        yield from _repair(told, repair, whole=whole)
    if len(told.repairs) > len(shown):
        more = len(told.repairs) - len(shown)
        yield f"  ({more} other {'way' if more == 1 else 'ways'}: ask for the whole)"


def _repair(told: Account, repair: Repair, *, whole: bool) -> Iterator[str]:
    for change in changes(told.verdict, repair):
        yield f"  {change.where}"
        yield from (f"    {line}" for line in change.lines)
    if whole:
        yield from (f"  Mind: {risk}" for risk in repair.risks)


def _configure(told: Account) -> Iterator[str]:
    for number, configuration in enumerate(told.configurations):
        if number:
            yield ""
        yield f"As lines for {configuration.kind} at {show_text(configuration.server)}"
        yield from (f"    {line}".rstrip() for line in configuration.lines)
        yield from (f"  Mind: {sentence}" for sentence in configuration.cannot)


def _console(told: Account) -> Iterator[str]:
    if told.consoles:
        yield "In the console"
    for engine, lines in told.consoles:
        yield from (f"  {engine}: {show_text(line, words.LONGEST_SENTENCE)}" for line in lines)


def _causes(told: Account) -> Iterator[str]:
    if told.causes:
        yield "How this comes about"
        yield from (f"  - {cause}" for cause in told.causes)


def _steps(told: Account) -> Iterator[str]:
    if told.verdict.decisions:
        yield "Step by step"
        yield from (f"  {one.step}: {one.outcome}" for one in told.verdict.decisions)
