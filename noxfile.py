"""What a reviewer asks for: ``nox`` runs the first group; the others are named."""

import json
import os
from pathlib import Path

import nox

nox.options.default_venv_backend = "venv"
nox.options.error_on_missing_interpreters = True
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ["lint", "typing", "tests", "docs", "build", "bench"]

ROOT = Path(__file__).parent
SERVERS = ROOT / "tests" / "servers"
#: The rest are changes that nobody can see; docs/contributing.md lists them.
MUTANTS_NOTICED = 0.95


@nox.session
def lint(session: nox.Session) -> None:
    """Ruff's rules and layout, and the import contracts."""
    session.install("-e", ".[lint]")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("lint-imports")


@nox.session
def typing(session: nox.Session) -> None:
    """``mypy --strict`` over the package, the tests, the pages' scripts and this file."""
    session.install("-e", ".[typing,test,servers,engines,docs]", "nox")
    session.run("mypy", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """All tests that need no server, and the branch coverage of the core."""
    session.install("-e", ".[test]")
    session.run(
        "coverage", "run", "-m", "pytest", "-m", "not servers and not engines", *session.posargs
    )
    session.run("coverage", "report", "--include=corsmodel/*", "--fail-under=0")
    session.run("coverage", "report")


@nox.session
def servers(session: nox.Session) -> None:
    """The tests against real servers, some of them asked by real browsers.

    Needs Debian's nginx-light and apache2-bin, npm, and the browsers that `engines` needs.
    """
    session.install("-e", ".[test,servers,engines]")
    session.run(
        "npm", "install", "--no-audit", "--no-fund", "--no-package-lock", f"--prefix={SERVERS}",
        external=True,
    )  # fmt: skip
    # With CI set, a server that is missing is a failure and not a reason to skip.
    session.run("pytest", "-m", "servers", "tests", *session.posargs, env={"CI": "true"})


@nox.session
def engines(session: nox.Session) -> None:
    """Play scenarios in real browsers: ``-- firefox --seed 7 --count 500 [--case FILE]``.

    Needs Debian's chromium, firefox-esr, or webkit2gtk-driver with xvfb.
    """
    session.install("-e", ".[test,engines]")
    names = ("chromium", "firefox", "webkit")
    options = [word for word in session.posargs if word not in names]
    for name in [word for word in session.posargs if word in names] or names:
        session.run("python", "-m", "tests.engines", name, *options)


@nox.session
def record(session: nox.Session) -> None:
    """Record anew what the installed engines do: ``-- [engine …] [--new COUNT]`` (half an hour)."""
    session.install("-e", ".[test,engines]")
    session.run("python", "-m", "tests.engines.record", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """The pages, with every warning an error, and the examples in them."""
    session.install("-e", ".[docs]")
    build = ROOT / "docs" / "_build"
    strict = ("-W", "-n", "--keep-going", "-q")
    session.run("sphinx-build", *strict, "docs", f"{build}/html")
    session.run("sphinx-build", *strict, "-b", "doctest", "docs", f"{build}/doctest")


@nox.session
def build(session: nox.Session) -> None:
    """The sdist, the wheel made from it, and that wheel at work out of the checkout's sight."""
    session.install("build")
    folder = Path(session.create_tmp()).resolve()
    for old in folder.glob("corsmodel-*"):
        old.unlink()
    session.run("python", "-m", "build", "--outdir", str(folder))
    (wheel,) = folder.glob("corsmodel-*.whl")
    session.install("--force-reinstall", str(wheel))
    session.chdir(folder)
    session.run("corsmodel", "evaluate", str(_one_scenario(folder)))
    session.run(
        "python",
        "-c",
        "from corsmodel.cases import load; n = sum(1 for _ in load()); print(n, 'cases'); "
        "raise SystemExit(n < 600)",
    )


def _one_scenario(folder: Path) -> Path:
    """Write the first scenario of the corpus to a file."""
    cases = (
        case
        for file in sorted((ROOT / "spec_cases" / "standard").rglob("*.json"))
        for case in json.loads(file.read_text("utf-8"))
    )
    one = folder / "case.json"
    one.write_text(json.dumps(next(case for case in cases if "scenario" in case)), "utf-8")
    return one


@nox.session
def bench(session: nox.Session) -> None:
    """The goals of speed as ratios within one run; fails past a gate."""
    session.install("-e", ".[test]")
    session.run("python", "-m", "compileall", "-q", "corsmodel")
    session.run("python", "-m", "tests.benchmarks", *session.posargs)


@nox.session
def laws(session: nox.Session) -> None:
    """The laws of repairs over 20,000 blocked fetches in each profile (takes 15 minutes)."""
    session.install("-e", ".[test]")
    session.run("python", "-m", "tests.repairs", *session.posargs)


@nox.session
def fuzz(session: nox.Session) -> None:
    """Fuzz with atheris for as many seconds as the argument says: ``nox -s fuzz -- 600``."""
    session.install("-e", ".[test]", "atheris")
    seconds = session.posargs[0] if session.posargs else "600"
    session.run("python", "-m", "tests.fuzz", f"-max_total_time={seconds}")


@nox.session
def mutation(session: nox.Session) -> None:
    """Change the core in small ways and see whether the tests notice (takes an hour)."""
    session.install("-e", ".[test,mutation]")
    jobs = str(os.cpu_count() or 1)
    session.run("mutmut", "run", "--max-children", jobs, *session.posargs)
    session.run("mutmut", "results")
    if not session.posargs:
        session.run("mutmut", "export-cicd-stats", silent=True)
        counts = json.loads((ROOT / "mutants" / "mutmut-cicd-stats.json").read_text("utf-8"))
        share = (counts["killed"] + counts["timeout"]) / counts["total"]
        session.log(
            f"{share:.1%} of {counts['total']} mutants noticed; {MUTANTS_NOTICED:.0%} are to be"
        )
        if share < MUTANTS_NOTICED:
            session.error("read the survivors: docs/contributing.md says how")


@nox.session
def standard(session: nox.Session) -> None:
    """List the cited steps that a newer copy of the standard changed: ``-- FILE``."""
    session.install("-e", ".[test]")
    session.run("python", "-m", "tests.citations.standard_pin", "--check", *session.posargs)
