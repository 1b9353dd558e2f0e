"""A folder in a store converts as a folder on a disk does: same bytes, same plan, same record, same rules."""

import json
from pathlib import Path

import pytest
import stores
from stores import PICTURE, failures, fill, planned, run, stale, there

from convert import batch, saving, storage
from convert.errors import TargetError, UsageError

ARTICLES = {
    "a.md": "# 一\n\n<span style='color: red'>红</span>字 ![图](pics/p.png)\n",
    "deep/b.markdown": "---\ntheme: own.css\n---\n# 二\n",
    "deep/own.css": "p { color: #123456 }",
    "pics/p.png": PICTURE,
}
STORES = ("memory", "shelf")  # one that puts objects, one whose files are moved to their place


def put(folder: str) -> None:
    fill({f"{folder}/{name}": said for name, said in ARTICLES.items()})


@pytest.mark.parametrize("store", STORES)
def test_a_store_gets_the_bytes_that_a_disk_gets(desk: Path, store: str) -> None:
    put("in")
    put(f"{store}://bucket/in")
    formats = ("docx", "html", "txt")
    assert not failures(run("in", to="out", formats=formats))
    assert not failures(run(f"{store}://bucket/in", to=f"{store}://bucket/out", formats=formats))
    made = there(f"{store}://bucket/out")
    assert sorted(made) == [f"{name}.{kind}" for name in ("a", "deep/b") for kind in formats]
    assert made == {name: (desk / "out" / name).read_bytes() for name in made}


@pytest.mark.parametrize(("source", "to"), [("in", "shelf://out"), ("shelf://in", "out")])
def test_disk_and_store_go_together_either_way(desk: Path, source: str, to: str) -> None:
    put(source)
    assert not failures(run(source, to=to))
    made = there(to) if "://" in to else {path.name: path.read_bytes() for path in desk.glob("out/**/*.txt")}
    assert sorted(name.rpartition("/")[2] for name in made) == ["a.txt", "b.txt"]
    assert stale(source, to=to) == []
    fill({f"{source}/a.md": "# 改"})
    assert stale(source, to=to) == ["a.md"]


def test_outputs_stand_beside_their_sources_where_no_place_was_named() -> None:
    put("memory://in")
    run("memory://in")
    assert {"a.txt", "deep/b.txt"} < there("memory://in").keys()
    assert stale("memory://in") == []


def test_one_file_of_a_store_goes_where_it_was_sent(desk: Path) -> None:
    put("memory://in")
    assert not failures(run("memory://in/a.md", to="a.docx", formats=("docx",)))
    assert (desk / "a.docx").stat().st_size
    assert not failures(run("memory://in/a.md", to="memory://other/name.txt"))
    assert not failures(run("memory://in/a.md", to="memory://other/folder/"))
    assert list(there("memory://other")) == ["folder/a.txt", "name.txt"]


def test_what_an_output_is_made_of_makes_it_stale() -> None:
    put("shelf://in")
    run("shelf://in", to="shelf://out")
    for name, who in (("deep/own.css", "b.markdown"), ("pics/p.png", "a.md")):
        assert stale("shelf://in", to="shelf://out") == []
        fill({f"shelf://in/{name}": b"p { color: #000 }"})
        assert stale("shelf://in", to="shelf://out") == [who]
        run("shelf://in", to="shelf://out")
    stores.Shelf.store.pop("/out/a.txt")
    assert [job.why for job in planned("shelf://in", to="shelf://out").jobs] == [
        "shelf://out/a.txt is missing"
    ]


def test_a_plan_asks_a_store_for_lists_and_not_for_each_output() -> None:
    fill({f"memory://in/{number}.md": f"# {number}" for number in range(40)})
    fill({f"shelf://in/{number}.md": f"# {number}" for number in range(40)})
    run("memory://in", to="shelf://out")
    stores.Shelf.asked.clear()
    assert stale("memory://in", to="shelf://out") == []
    asked = [what for what in stores.Shelf.asked if "jsonl" not in what]
    assert len(asked) < 6


def test_an_output_that_was_edited_stays() -> None:
    put("shelf://in")
    run("shelf://in", to="shelf://out")
    fill({"shelf://out/a.txt": "mine", "shelf://in/a.md": "# 改"})
    outcomes = run("shelf://in", to="shelf://out")
    assert "changed since it was written" in failures(outcomes)["a.md"]
    assert there("shelf://out")["a.txt"] == b"mine"
    assert not failures(run("shelf://in", to="shelf://out", force=True))
    assert "改" in there("shelf://out")["a.txt"].decode()


def test_outputs_of_sources_that_are_gone_are_removed_and_edited_ones_stay() -> None:
    fill({f"shelf://in/{name}.md": f"# {name}" for name in "abc"})
    run("shelf://in", to="shelf://out")
    fill({"shelf://out/b.txt": "mine"})
    for name in ("a", "b"):
        stores.Shelf.store.pop(f"/in/{name}.md")
    plan = planned("shelf://in", to="shelf://out")
    assert sorted(str(path) for gone in plan.vanished for path in gone.outputs) == ["shelf://out/a.txt"]
    assert [str(path) for path in batch.prune(plan)] == ["shelf://out/a.txt"]
    assert list(there("shelf://out")) == ["b.txt", "c.txt"]
    assert planned("shelf://in", to="shelf://out").vanished == ()


def test_two_sources_of_one_output_fail_and_the_others_do_not() -> None:
    fill({"memory://in/a.md": "1", "memory://in/a.markdown": "2", "memory://in/b.md": "3"})
    assert set(failures(run("memory://in", to="memory://out"))) == {"a.md", "a.markdown"}
    assert list(there("memory://out")) == ["b.txt"]


def test_an_output_never_falls_on_a_source() -> None:
    fill({"memory://in/a.md": "# A"})
    plan = planned("memory://in/a.md", to="memory://in/a.md")
    assert [type(refused.error) for refused in plan.refused] == [TargetError]


def test_ignore_files_and_patterns_hold_below_the_folder_that_was_named() -> None:
    fill(
        {f"memory://top/in/{name}": "# A" for name in ("a.md", "b.md", "deep/c.md", "deep/d.md", ".x/e.md")}
        | {"memory://top/in/.gitignore": "b.md\n", "memory://top/in/deep/.markhueignore": "/c.md\n"}
        | {"memory://top/.gitignore": "*\n"}
    )
    assert stale("memory://top/in", to="memory://out") == ["a.md", "d.md"]
    assert stale("memory://top/in", to="memory://out", exclude=("deep/",)) == ["a.md"]
    assert stale("memory://top/in", to="memory://out", glob=("d*",)) == ["d.md"]


def test_settings_hold_from_the_folder_that_was_named_on_and_none_above_it() -> None:
    fill(
        {
            "memory://top/markhue.toml": "width = 30\nno-such-key = 1\n",
            "memory://top/in/markhue.toml": "text-marks = 'label'\n",
            "memory://top/in/deep/markhue.toml": "text-marks = 'none'\n",
            "memory://top/in/a.md": "<span style='color: red'>字</span>",
            "memory://top/in/deep/a.md": "<span style='color: red'>字</span>",
        }
    )
    run("memory://top/in", to="memory://out")
    assert {name: "【" in data.decode() for name, data in there("memory://out").items()} == {
        "a.txt": True,
        "deep/a.txt": False,
    }


def test_the_output_that_a_settings_file_names_is_below_it() -> None:
    from convert import config

    fill({"memory://in/markhue.toml": "output = 'made'\n", "memory://in/a.md": "# A"})
    assert config.run(storage.named("memory://in"), {}).output == "memory://in/made"
    fill({"memory://in/markhue.toml": "output = 's3://elsewhere'\n"})
    with pytest.raises(
        Exception, match=r"memory://in/markhue\.toml:1: output stands in the folder of this file"
    ):
        config.run(storage.named("memory://in"), {})


@pytest.mark.parametrize(
    "reference", ["../secret.png", "pics/../../secret.png", "/top/secret.png", "memory://top/secret.png"]
)
def test_a_document_reaches_nothing_outside_of_its_folder(reference: str) -> None:
    fill({"memory://top/secret.png": PICTURE, "memory://top/in/a.md": f"![图]({reference})"})
    run("memory://top/in/a.md", to="memory://top/out.html", formats=("html",))
    assert b"data:image" not in there("memory://top")["out.html"]


@pytest.mark.parametrize("reference", ["pics/p.png", "./pics/p.png", "pics/../pics/p.png", "pics/p.png#x"])
def test_a_document_reaches_what_stands_beside_it(reference: str) -> None:
    fill({"memory://top/in/pics/p.png": PICTURE, "memory://top/in/a.md": f"![图]({reference})"})
    run("memory://top/in/a.md", to="memory://top/out.html", formats=("html",))
    assert b"data:image" in there("memory://top")["out.html"]


def test_names_that_lead_out_of_a_folder_are_no_sources(desk: Path) -> None:
    fill({"memory://in/a.md": "# A"})
    for name in ("/in/../x.md", "/in//y.md", "/in/z\\..\\w.md"):
        stores.MemoryFileSystem.store[name] = stores.MemoryFileSystem.store["/in/a.md"]
    assert stale("memory://in", to="out") == ["a.md"]


def test_a_name_with_signs_of_addresses_in_it_is_a_name() -> None:
    fill({"memory://in/what?.md": "# 问", "memory://in/a:b@c.md": "# 号", "memory://in/100%20#1.md": "# 三"})
    assert not failures(run("memory://in", to="memory://out"))
    assert list(there("memory://out")) == ["100%20#1.txt", "a:b@c.txt", "what?.txt"]
    assert stale("memory://in", to="memory://out") == []


def test_a_book_is_bound_from_a_store_into_one(desk: Path) -> None:
    from convert import book

    fill(
        {
            "memory://in/1.md": "# 一\n\n![图](p.png) [二](2.md)",
            "memory://in/2.md": "# 二",
            "memory://in/p.png": PICTURE,
            "memory://in/book.toml": "title = '书'\narticles = ['2.md', '1.md']\n",
        }
    )
    named = [storage.named("memory://in")]
    planned = book.plan(named, None, {})
    job = batch.plan_book(planned, named, "memory://out/book.html", ("html",))
    (outcome,) = batch.run_book(job, planned, {})
    assert not failures([outcome])
    page = there("memory://out")["book.html"].decode()
    assert page.index("二</h1>") < page.index("一</h1>")
    assert "data:image" in page
    fill({"memory://in/book.toml": "articles = ['../x.md']\n"})
    with pytest.raises(Exception, match="stands outside the folder of the book"):
        book.plan(named, None, {})


def test_a_report_tells_of_a_store_as_of_a_disk() -> None:
    from convert.cli.files import Acts, convert

    put("memory://in")
    run_of = {"to": "txt", "output": "memory://out"}
    assert convert(["memory://in"], run_of, {}, Acts(report="memory://report.json", quiet=True)) == 0
    said = json.loads(there("memory://")["report.json"])
    assert [one["outputs"][0]["path"] for one in said["sources"]] == [
        "memory://out/a.txt",
        "memory://out/deep/b.txt",
    ]
    with pytest.raises(UsageError, match="is a source or an output"):
        convert(["memory://in"], run_of, {}, Acts(report="memory://out/a.txt", force=True))


def test_the_record_names_its_outputs_from_where_it_stands() -> None:
    fill({"memory://in/a.md": "# A"})
    run("memory://in", to="memory://out")
    lines = stores.MemoryFileSystem.store[f"/out/{saving.RECORD}"].getvalue().decode().splitlines()
    assert json.loads(lines[1])["source"] == "../in/a.md"


def test_the_api_takes_addresses_too() -> None:
    from convert import convert, read

    put("memory://in")
    assert read("memory://in/a.md").legend[0].name == "red"
    convert("memory://in/a.md", output="memory://out/a.docx", notes="separate")
    assert "a.docx" in there("memory://out")
    with pytest.raises(TargetError, match="it is the source"):
        convert("memory://in/a.md", "txt", "memory://in/a.md")
    with pytest.raises(TargetError, match="a folder"):
        convert("memory://in/a.md", "txt", "memory://out")


def test_a_theme_that_was_typed_may_stand_in_a_store() -> None:
    fill({"memory://in/a.md": "# A", "memory://looks/own.css": "h1 { color: #123456 }"})
    typed = {"theme": "memory://looks/own.css"}
    assert not failures(run("memory://in/a.md", to="memory://out/a.html", formats=("html",), typed=typed))
    assert b"#123456" in there("memory://out")["a.html"]
