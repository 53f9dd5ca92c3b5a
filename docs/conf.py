"""How the pages are made: Sphinx with furo and MyST, everything local."""

from importlib.metadata import version as installed_version

from corsmodel import REASONS

project = "corsmodel"
author = "corsmodel contributors"
project_copyright = "2026, corsmodel contributors"
release = version = installed_version("corsmodel")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.doctest"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"corsmodel {release}"
html_show_sphinx = False

myst_enable_extensions = ["colon_fence", "deflist", "substitution"]
myst_heading_anchors = 3
myst_substitutions = {
    # The table of reasons on the page of public names.
    "reasons": "\n".join(
        ["| code | what is wrong |", "|---|---|"]
        + [f"| `{code}` | {reason.meaning} |" for code, reason in REASONS.items()]
    ),
}

autodoc_default_options = {"members": True, "undoc-members": True}
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True
autodoc_typehints_format = "short"

nitpicky = True
python_maximum_signature_line_length = 80
nitpick_ignore_regex = [
    # The standard library: linking to its pages would take the network.
    (r"py:class", r"(collections\.abc|importlib\.resources\.abc)\..*"),
    # A type alias: a function from HTTP request to answer.
    (r"py:class", r"Server"),
    # The standard's own request and URL, which are made inside and never handed out.
    (r"py:class", r"corsmodel\.infrastructure\.(requests\.Request|urls\.URL)"),
    # What the two caches are made of inside.
    (r"py:class", r"corsmodel\.(fetching\.cached_answers|infrastructure\.sharded_map)\..*"),
    (r"py:class", r"corsmodel\.fetching\.http_cache\._News"),
]
