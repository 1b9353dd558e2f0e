"""What files and command lines say in, settings out: defaults ← markhue.toml ← front matter ← command line.

Each setting has one name in all places, with `-` or `_` in files. What a document's front matter says besides is left alone, for
other programs keep their keys there; a file of ours may say nothing else.
"""

from convert.config.about import meta
from convert.config.files import layers, toml_file
from convert.config.layer import Layer, typed_layer
from convert.config.merging import Origin, origin, settings, typed
from convert.config.reach import resources
from convert.config.runkeys import RUN_KEYS, parse_bytes, parse_seconds
from convert.config.runs import Run, run, run_origin, top
from convert.config.schema import (
    DEFAULTS,
    OF_NETWORK,
    OF_REACH,
    OF_WRITING,
    PAGE_FIELDS,
    Settings,
    imposition,
    option,
)
from convert.config.slips import OF_DOCUMENTS, refuse_unknown, report_slips
from convert.config.tables import clashes, contradictions, unshown

__all__ = [
    "DEFAULTS",
    "OF_DOCUMENTS",
    "OF_NETWORK",
    "OF_REACH",
    "OF_WRITING",
    "PAGE_FIELDS",
    "RUN_KEYS",
    "Layer",
    "Origin",
    "Run",
    "Settings",
    "clashes",
    "contradictions",
    "imposition",
    "layers",
    "meta",
    "option",
    "origin",
    "parse_bytes",
    "parse_seconds",
    "refuse_unknown",
    "report_slips",
    "resources",
    "run",
    "run_origin",
    "settings",
    "toml_file",
    "top",
    "typed",
    "typed_layer",
    "unshown",
]
