"""Names that nobody would give: found, shown, exported and taken back, each one itself.

The short size has every name that we could think of once; the full size puts them together anew
for many folders.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.export.cells import neutralise
from iaia_desktop.export.rows import ExportMode
from iaia_desktop.images.reading import content_hash
from iaia_desktop.images.scan import scan_folder
from iaia_desktop.images.thumbnails import ThumbnailCache, make_thumbnail
from iaia_desktop.jobs.export_labels import ExportWish, export_job
from tests.stress.conftest import Figures, Size
from tests.stress.hostile_chain import Chain, check_export, finish
from tests.stress.hostile_tree import (
    CLASSES,
    FOLDERS,
    UNUSABLE_CLASSES,
    HostileTree,
    plant_depths,
    plant_tree,
    random_class,
    usable,
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")

WISHES = (
    (ExportMode.COPY, 0.0, ("labels.csv", "")),
    (ExportMode.NONE, 0.0, ("labels.csv",)),
    (ExportMode.SYMLINK, 0.0, ()),
    (ExportMode.HARDLINK, 0.0, ()),
    (ExportMode.COPY, 0.3, ("labels.csv", "")),
)
"""How files are placed, the share for validation, and what of it is taken back in."""


@pytest.fixture
def emptied(tmp_path: Path) -> Iterator[Path]:
    """Return a folder that goes at once: other tools stumble over what we put into it."""
    made = tmp_path / "hostile"
    made.mkdir()
    yield made
    shutil.rmtree(made)


def labels_for(tree: HostileTree, classes: list[str], rng: random.Random) -> dict[str, str]:
    """Give every class an image, and every image a class."""
    paths = sorted(tree.images)
    rng.shuffle(paths)
    return {path: classes[place % len(classes)] for place, path in enumerate(paths)}


def go_through(place: Path, seed: int, size: Size, figures: Figures) -> None:
    """Take one folder through everything, and back."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    root = place / os.fsdecode(rng.choice(FOLDERS[1:])) / "root"
    tree = plant_tree(root, seed=seed, random_names=300 if seed else 0)
    strange = [*CLASSES, *(random_class(rng) for _ in range(200 if seed else 0))]
    classes = usable(strange)
    labels = labels_for(tree, classes, rng)
    figures.add("names of files and folders tried", tree.names)
    figures.add("pipes, sockets, links and hidden files passed over", tree.traps)
    figures.add("names of classes tried", len(strange))
    chain = Chain(root, place / "sessions")
    chain.open()
    found = chain.session.engine.state.paths()
    assert set(found) == tree.images.keys() | tree.missing
    assert len(found) == len(set(found))
    assert set(chain.problems) == {"one", "two"}
    assert chain.embed(every=size.pick(10, 20 if seed else 1)) <= len(tree.missing)
    chain.note_contents(tree.images)
    _thumbnail(tree, ThumbnailCache(place / "thumbnails", 1 << 24))
    chain.label(labels)
    assert chain.session.store.check().ok
    session_path = chain.path
    chain.close()
    chain.open()
    assert chain.path == session_path
    assert (chain.labels(), chain.classes()) == (labels, set(classes))
    before = {entry.name for entry in place.iterdir()}
    for number in range(size.pick(2, len(WISHES))):
        _export(chain, tree, labels, number, figures)
        assert {entry.name for entry in place.iterdir()} == before
    assert {path: (root / path).read_bytes() for path in tree.images} == tree.images
    chain.close()
    _move(chain, place)


def _export(
    chain: Chain, tree: HostileTree, labels: dict[str, str], number: int, figures: Figures
) -> None:
    """Export in one way, and take it back into a session without classes, and into its own."""
    mode, share, sources = WISHES[number]
    place = chain.sessions.parent
    out = place / "out"
    wish = ExportWish(out, mode, validation_share=share, seed=number)
    report = finish(export_job(chain.path, wish, CancelToken()))
    assert (report.exported, report.failed) == (len(labels), ())
    placed = check_export(out, tree.root, labels, tree.images, files=mode is not ExportMode.NONE)
    figures.add("exports made of them")
    figures.add("files exported under other names", placed)
    for source in sources:
        fresh = Chain(tree.root, place / "fresh sessions")
        fresh.open()
        fresh.note_contents(tree.images)
        taken = fresh.take(out / source)
        assert (taken.unmatched, taken.examples, taken.problems) == ((), (), ())
        assert (fresh.labels(), fresh.classes()) == (labels, set(labels.values()))
        fresh.close()
        shutil.rmtree(place / "fresh sessions")
        # Where the classes are already, none is founded, and no label changes.
        assert len(chain.take(out / source).labels) == len(labels)
        assert (chain.labels(), chain.classes()) == (labels, set(labels.values()))
        figures.add("exports taken back, to the same classes and labels")
    shutil.rmtree(out)


def _thumbnail(tree: HostileTree, cache: ThumbnailCache) -> None:
    for path in tree.images:
        data = (tree.root / path).read_bytes()
        cache.put(content_hash(data), 64, make_thumbnail(data, 64))
        assert cache.get(content_hash(data), 64)


def _move(chain: Chain, place: Path) -> None:
    """Rename the folder: its session is found again by what is in it."""
    chain.root = chain.root.rename(place / "moved \udce9 \u202e\n")
    chain.open()
    assert chain.session.moved_from is not None
    assert chain.session.store.folder == chain.root
    assert not chain.session.is_new
    chain.close()


def test_every_name_goes_through_everything_and_back(
    emptied: Path, size: Size, figures: Figures
) -> None:
    for seed in range(size.pick(1, 12)):
        place = emptied / f"{seed}"
        place.mkdir()
        print(f"seed {seed}")
        go_through(place, seed, size, figures)
        shutil.rmtree(place)


@pytest.mark.parametrize("source", ["folders", "table"])
def test_names_of_no_class_cost_only_themselves(
    emptied: Path, figures: Figures, source: str
) -> None:
    tree = plant_tree(emptied / "root", seed=1)
    paths = sorted(tree.images)[: len(UNUSABLE_CLASSES) + 1]
    names = ["good", *UNUSABLE_CLASSES]
    given = emptied / "given"
    given.mkdir()
    if source == "table":
        lines = ["path\tclass"]
        for path, name in zip(paths, names, strict=True):
            lines.append(f"{neutralise(path)}\t{neutralise(name)}".replace('"', '""'))
        given = given / "labels.csv"
        given.write_text("\n".join(lines), encoding="utf-8")
    else:
        for path, name in zip(paths, names, strict=True):
            folder = name.replace("\0", "")
            if folder and len(folder.encode()) <= 255:
                (given / folder).mkdir(exist_ok=True)
                (given / folder / f"{paths.index(path)}.png").write_bytes(tree.images[path])
    chain = Chain(tree.root, emptied / "sessions")
    chain.open()
    chain.note_contents(tree.images)
    found = chain.take(given)
    assert chain.labels() == {paths[0]: "good"}
    assert found.problems
    figures.add("names of no class refused with a sentence", len(found.problems))
    chain.close()


def test_folders_deeper_than_a_path_may_be_long(
    emptied: Path, size: Size, figures: Figures
) -> None:
    reachable, beyond = plant_depths(emptied, levels=200)
    assert beyond > 50
    batches = list(scan_folder(emptied))
    assert sum(len(batch.paths) for batch in batches) == reachable
    (problem,) = [problem for batch in batches for problem in batch.problems]
    assert problem.reason == "the path is too long"
    figures.largest("levels of folders", 200)


def test_as_many_classes_as_there_are_images(emptied: Path, size: Size, figures: Figures) -> None:
    count = size.pick(150, 10_000)
    root = emptied / "root"
    root.mkdir()
    names = [f"{'cClL'[n % 4]}lass{'.' * (n % 3)}\u200d{n // 12}" for n in range(count)]
    classes = usable(names)
    tree = HostileTree(root)
    for number in range(len(classes)):
        tree.plant(b"", b"%d.png" % number)
    labels = dict(zip(tree.images, classes, strict=True))
    chain = Chain(root, emptied / "sessions")
    chain.open()
    chain.note_contents(tree.images)
    chain.label(labels)
    out = emptied / "out"
    report = finish(export_job(chain.path, ExportWish(out, ExportMode.HARDLINK), CancelToken()))
    assert report.exported == len(labels)
    check_export(out, root, labels, tree.images, files=True)
    chain.take(out)
    assert (chain.labels(), chain.classes()) == (labels, set(classes))
    figures.largest("classes in one export", len(classes))
    chain.close()
