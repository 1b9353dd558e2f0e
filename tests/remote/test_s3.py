"""The command on a store that speaks S3, in processes of its own: alone, with workers, killed, and without a key."""

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from io import BytesIO
from pathlib import Path

from stores import PICTURE

from buckets import Bucket
from convert import saving

ROOT = Path(__file__).resolve().parents[2]
TEXT = "<span style='color: red'>重点</span>在此。" * 20 + "\n\n"


def begin(bucket: Bucket, *words: str, **more: str) -> "subprocess.Popen[str]":
    """Start the command as the head of a process group."""
    return subprocess.Popen(
        [sys.executable, "-m", "convert", *(word.replace("s3://", f"s3://{bucket.name}/") for word in words)],
        env={**bucket.environment, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8", **more},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )


def markhue(bucket: Bucket, *words: str, **more: str) -> tuple[int, str]:
    """Run the command to its end: exit code, and what it said."""
    process = begin(bucket, *words, **more)
    said, trouble = process.communicate(timeout=60)
    return process.returncode, said + trouble


def test_a_bucket_is_converted_by_workers_and_then_current(bucket: Bucket, desk: Path) -> None:
    bucket.put("in/p.png", PICTURE)
    for number in range(6):
        bucket.put(f"in/deep/{number}.md", f"# {number}\n\n{TEXT}")
    bucket.put("in/a.md", f"# 图\n\n![图](p.png)\n\n{TEXT}")
    bucket.put("in/bad.md", "---\nwidth: wide\n---\n")
    code, said = markhue(
        bucket,
        "s3://in",
        "-o",
        "s3://out",
        "-t",
        "docx,txt",
        "--jobs",
        "2",
        "--timeout",
        "60",
        "--report",
        "r.json",
    )
    assert (code, said.count("markhue:")) == (4, 1), said
    assert bucket.keys("out/") == [
        f"out/{name}"
        for name in (
            saving.RECORD, "a.docx", "a.txt", *(f"deep/{number}.{kind}" for number in range(6) for kind in ("docx", "txt"))
        )
    ]  # fmt: skip
    with zipfile.ZipFile(BytesIO(bucket.get("out/a.docx"))) as package:
        assert any(name.startswith("word/media/") for name in package.namelist())
    assert json.loads(Path("r.json").read_text("utf-8"))["totals"]["converted"] == 7
    assert markhue(bucket, "s3://in", "-o", "s3://out", "-t", "docx,txt", "--check")[0] == 1  # the bad one
    bucket.remove("in/bad.md")
    assert markhue(bucket, "s3://in", "-o", "s3://out", "-t", "docx,txt", "--check")[0] == 0


def test_a_run_that_was_killed_is_gone_on_with(bucket: Bucket, desk: Path) -> None:
    for number in range(24):
        bucket.put(f"in/{number:02}.md", f"# {number}\n\n{TEXT * 4}")
    words = ("s3://in", "-o", "s3://out", "-t", "docx")
    process = begin(bucket, *words)
    until = time.monotonic() + 30
    while len(bucket.keys("out/")) < 4 and time.monotonic() < until:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    left = [key for key in bucket.keys("out/") if key.endswith(".docx")]
    assert 4 <= len(left) < 24
    for key in left:
        assert zipfile.ZipFile(BytesIO(bucket.get(key))).testzip() is None
    code, said = markhue(bucket, *words)
    assert code == 0, said
    assert len([key for key in bucket.keys("out/") if key.endswith(".docx")]) == 24


def test_a_stream_goes_into_a_bucket_and_comes_out_of_one(bucket: Bucket) -> None:
    bucket.put("a.md", "# 题")
    code, said = markhue(bucket, "s3://a.md", "-t", "txt", "-o", "-")
    assert (code, said.strip()) == (0, "题")


def test_who_reaches_no_store_is_told_in_one_line_for_each_source(bucket: Bucket, desk: Path) -> None:
    Path("a.md").write_text("# A", "utf-8")
    code, said = markhue(
        bucket, "a.md", "-o", "s3://a.txt", AWS_ENDPOINT_URL="http://127.0.0.1:9", AWS_MAX_ATTEMPTS="1"
    )
    assert code == 5, said
    assert said.count("\n") == 1
    assert said.startswith(f"markhue: s3://{bucket.name}/a.txt: cannot be written: ")
    assert "SECRETWORD" not in said
    code, said = markhue(bucket, "s3://../none/a.md")
    assert (code, said.count("\n")) == (2, 1)
