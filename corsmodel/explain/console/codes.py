"""What an engine calls a failure, for programs to read."""

import attrs


@attrs.frozen
class EngineCode:
    """An engine's own code for a failure."""

    #: Chromium: the name of its CorsError, as DevTools writes it. Firefox: the category
    #: of the console message.
    name: str
    #: Chromium: the failed parameter, possibly empty; ``None`` where the engine has none.
    parameter: str | None = None
