"""Explanations: a verdict put into words. Reads, never decides."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, overload

from corsmodel.fetching.verdict import Verdict
from corsmodel.infrastructure.arguments import of_type, one_of

if TYPE_CHECKING:
    from corsmodel.repair import Configuration, Server

__all__ = ["explain"]

_FORMS = frozenset({"text", "markdown", "dict"})


@overload
def explain(
    verdict: Verdict,
    form: Literal["text", "markdown"] = "text",
    *,
    whole: bool = False,
    server: "Server | None" = None,
    configurations: "Sequence[Configuration]" = (),
) -> str: ...


@overload
def explain(
    verdict: Verdict,
    form: Literal["dict"],
    *,
    whole: bool = False,
    server: "Server | None" = None,
    configurations: "Sequence[Configuration]" = (),
) -> dict[str, Any]: ...


def explain(
    verdict: Verdict,
    form: Literal["text", "markdown", "dict"] = "text",
    *,
    whole: bool = False,
    server: "Server | None" = None,
    configurations: "Sequence[Configuration]" = (),
) -> str | dict[str, Any]:
    """Put the verdict into words: what happened, what decided, what script sees, what to change.

    :param form: ``text`` for a terminal, ``markdown``, or ``dict``, ready for ``json.dumps``.
    :param whole: adds every header of the answers, the console's sentences, the usual causes, each
        step, and every repair with its risks. Long values are cut short either way.
    :param server: knows answers that the verdict has not seen, for the repairs.
    :param configurations: what :func:`corsmodel.configure` made of a repair, to be told as well.
    :raises ValueError: for a form that there is not.
    :raises TypeError: for what is no verdict.
    """
    of_type(verdict, Verdict, "verdict", "pass what evaluate() or simulate() returns")
    one_of(form, _FORMS, "form")
    # Words and repairs are large, and most programs never ask for them.
    from corsmodel.explain.account import account  # noqa: PLC0415 - see above
    from corsmodel.explain.markdown import markdown  # noqa: PLC0415 - see above
    from corsmodel.explain.plain import plain  # noqa: PLC0415 - see above
    from corsmodel.explain.text import text  # noqa: PLC0415 - see above

    told = account(verdict, server, whole=whole, configurations=tuple(configurations))
    if form == "dict":
        return plain(told, whole=whole)
    return markdown(told, whole=whole) if form == "markdown" else text(told, whole=whole)
