"""What a reviewer asks for: ``nox`` runs the first group; the others are named."""

import nox

nox.options.sessions = ["lint", "typing", "tests", "docs", "build", "bench"]
nox.options.reuse_existing_virtualenvs = True
nox.options.error_on_missing_interpreters = True


@nox.session
def lint(session: nox.Session) -> None:
    session.install("-e", ".[dev]")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("lint-imports")


@nox.session
def typing(session: nox.Session) -> None:
    session.install("-e", ".[dev]")
    session.run("mypy", "corsmodel", "tests", "docs", "noxfile.py")


@nox.session
def tests(session: nox.Session) -> None:
    """All tests that need no server, and the branch coverage of the package."""
    session.install("-e", ".[test]")
    session.run("coverage", "run", "-m", "pytest", "-m", "not servers", *session.posargs)
    session.run("coverage", "report")


@nox.session
def servers(session: nox.Session) -> None:
    """The tests against a real nginx and a real Express (Debian: nginx-light; npm: see below)."""
    session.install("-e", ".[test]")
    session.run("npm", "install", "--prefix", "tests/servers", "--no-fund", "--no-audit",
                external=True)  # fmt: skip
    session.run("pytest", "-m", "servers", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    session.install("-e", ".[docs]")
    session.run("sphinx-build", "-W", "-n", "--keep-going", "docs", "docs/_build/html")
    session.run("sphinx-build", "-b", "doctest", "docs", "docs/_build/doctest")


@nox.session
def bench(session: nox.Session) -> None:
    """The goals of speed as ratios of one run; fails past a gate."""
    session.install(".[bench]")
    session.run("python", "-m", "compileall", "-q", "corsmodel")
    session.run("python", "-m", "tests.benchmarks", *session.posargs)


@nox.session
def fuzz(session: nox.Session) -> None:
    """Fuzz with atheris for as many seconds as the argument says (600 by default)."""
    session.install("-e", ".[test]", "atheris")
    seconds = session.posargs[0] if session.posargs else "600"
    session.run("python", "-m", "tests.fuzz", f"-max_total_time={seconds}")


@nox.session
def mutation(session: nox.Session) -> None:
    """Change the core in small ways and see whether the tests notice (takes an hour)."""
    session.install("-e", ".[test]")
    session.run("python", "-m", "tests.mutation", *session.posargs)


@nox.session
def standard(session: nox.Session) -> None:
    """List the cited steps that a newer copy of the standard changed: nox -s standard -- FILE."""
    session.install("-e", ".[test]")
    session.run("python", "-m", "tests.citations.standard_pin", "--check", *session.posargs)


@nox.session
def build(session: nox.Session) -> None:
    """Build the wheel, install it alone, and run it where the checkout is out of sight."""
    session.install("build")
    folder = session.create_tmp()
    session.run("python", "-m", "build", "--outdir", folder)
    session.install("--force-reinstall", "--no-deps", "--find-links", folder, "--no-index", "--pre",
                    "corsmodel")  # fmt: skip
    session.install("attrs", "ada-url", "publicsuffixlist")
    session.chdir(folder)
    session.run("corsmodel", "--help", silent=True)
    session.run(
        "python", "-c", "from corsmodel.cases import load; assert sum(1 for _ in load()) > 600"
    )
