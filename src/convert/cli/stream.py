"""One source in, one result out, where one end or both are a stream; the exit code."""

import sys
from typing import Any

from convert.cli import results
from convert.cli.messages import say, say_notices
from convert.errors import UsageError
from convert.notices import Report


def convert(
    source: str, output: str | None, formats: tuple[str, ...], settings: dict[str, Any], quiet: bool
) -> int:
    """Convert one source; the exit code."""
    from convert import config, pipeline, storage

    if len(formats) != 1:
        raise UsageError("say one format with -t, such as -t txt, when reading or writing a stream")
    report = Report()
    layers = () if source == "-" else config.layers(storage.named(source).parent)
    data, name, fetch = pipeline.opened(source, sys.stdin.buffer, report, settings, layers)
    article = pipeline.prepare(data, name, settings, report, fetch, layers)
    outputs = pipeline.render(article, formats[0], report)
    say_notices(name, tuple(report))
    if article.settings.strict:
        pipeline.refuse_notices(name, tuple(report))
    if output in (None, "-") and formats[0] in ("docx", "pdf") and sys.stdout.isatty():
        raise UsageError(f"{formats[0]} is not for a terminal; name a file with -o")
    codes: list[int] = []
    for result in outputs:
        if output in (None, "-"):
            sys.stdout.buffer.write(result.data)
        else:
            target = storage.named(str(output))
            part = f"{target.stem}.{result.part}{target.suffix}" if result.part else target.name
            storage.of(target).save(str(target.with_name(part)), result.data)
        if article.settings.verify:
            proof = pipeline.prove(article, formats[0], result.document, result.data)
            proven = results.proven(name, proof, codes)
            if not quiet:
                say(f"{name}: {proven}")
    sys.stdout.buffer.flush()
    return codes[0] if codes else 0
