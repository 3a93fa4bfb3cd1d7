"""Labelling a folder from examples."""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
from PIL import Image

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import (
    CancelledError,
    FolderError,
    ImportDataError,
    SessionFileError,
)
from iaia_desktop.core.method import EpsilonMode, Method
from iaia_desktop.core.types import (
    DecidedBy,
    Decision,
    DecisionKind,
    Distance,
    FileStatus,
    ImageChange,
    ImageId,
    ImageState,
    Vector,
    Verdict,
)
from iaia_desktop.jobs.annotate import (
    AnnotateReport,
    AnnotateRequest,
    annotate_job,
    stored_encoder_spec,
)
from iaia_desktop.jobs.open_session import OpenRequest, open_session_job
from iaia_desktop.jobs.stored_examples import read_stored_examples
from iaia_desktop.store.session_file import SessionStore

Result = TypeVar("Result")

COLOURS = {"red": (220, 20, 20), "green": (20, 200, 30), "blue": (20, 30, 210)}
EVERY = Method(epsilon_mode=EpsilonMode.NONE)
AUTO = Method()


class MeanColour:
    """An encoder whose embedding is the mean colour."""

    encoder_id = "mean-colour"
    spec = "builtin"
    title = "Mean colour"
    dim = 3
    input_size_px = 8
    device = "cpu"
    batch_size = 3

    def encode_images(self, images: Sequence[Image.Image]) -> Vector:
        means = [np.asarray(image, dtype=np.float64).mean(axis=(0, 1)) for image in images]
        return (np.array(means) / 255).astype(np.float32)


def finish(job: Generator[object, None, Result]) -> Result:
    while True:
        try:
            next(job)
        except StopIteration as stop:
            result: Result = stop.value
            return result


def draw(path: Path, colour: tuple[int, int, int], shade: int = 0) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    red, green, blue = colour
    Image.new("RGB", (9, 7), (red, green + shade, blue + shade)).save(path)


def draw_classes(folder: Path, count: int = 4, *, start: int = 0) -> None:
    for name, colour in COLOURS.items():
        for number in range(start, start + count):
            draw(folder / name / f"{number}.png", colour, 3 * number)


@pytest.fixture
def examples(tmp_path: Path) -> Path:
    draw_classes(tmp_path / "examples")
    return tmp_path / "examples"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return three images of each colour, named by their colour, and one of another."""
    for name, colour in COLOURS.items():
        for number in range(3):
            draw(tmp_path / "images" / f"{name}-{number}.png", colour, 2 * number + 1)
    return tmp_path / "images"


def request(folder: Path, examples: Path, method: Method = EVERY) -> AnnotateRequest:
    return AnnotateRequest(
        folder=folder,
        examples=examples,
        session_path=folder.parent / "session.iaia",
        encoder=MeanColour(),
        cache=None,
        palette=("#112233", "#445566"),
        class_keys="123",
        method=method,
        clock=lambda: 1000.0,
    )


def annotate(folder: Path, examples: Path, method: Method = EVERY) -> AnnotateReport:
    return finish(annotate_job(request(folder, examples, method), CancelToken()))


def labels(folder: Path) -> dict[str, tuple[str | None, DecidedBy | None]]:
    """Return class name and who gave it by path, after a check of the whole session."""
    with SessionStore.open(folder.parent / "session.iaia", read_only=True) as store:
        assert store.check().problems == ()
        names = {row.class_id: row.name for row in store.load_classes()}
        return {
            image.path: (
                None if image.verdict.class_id is None else names[image.verdict.class_id],
                image.verdict.by,
            )
            for image in store.load_images()
        }


def journal(folder: Path) -> list[Decision]:
    with SessionStore.open(folder.parent / "session.iaia", read_only=True) as store:
        return list(store.decisions())


def decide(folder: Path, path: str, verdict: Verdict) -> None:
    """Let a person decide about an image."""
    with SessionStore.open(folder.parent / "session.iaia") as store:
        image = next(row for row in store.load_images() if row.path == path)
        change = ImageChange(image.image_id, image.verdict, verdict)
        store.append(Decision(0, DecisionKind.CORRECT, DecidedBy.HUMAN, 2000.0, (change,)))


# --- labels ---------------------------------------------------------------------------------------


def test_each_image_gets_the_nearest_class_by_the_machine(folder: Path, examples: Path) -> None:
    report = annotate(folder, examples)
    for path, (name, by) in labels(folder).items():
        assert (name, by) == (path.split("-")[0], DecidedBy.MACHINE)
    assert (report.images, report.labelled, report.unlabelled) == (9, 9, 0)
    assert (report.by_human, report.by_machine) == (0, 9)
    assert report.classes == {"blue": 3, "green": 3, "red": 3}
    assert (report.examples, report.examples_used) == (12, 12)
    assert (report.epsilon, report.failed, report.notes) == (None, (), ())


def test_classes_are_founded_in_natural_order_with_colours_and_keys(
    folder: Path, examples: Path
) -> None:
    for number in (10, 9):
        draw(examples / f"type {number}" / "1.png", (90, 90, 90), number)
    annotate(folder, examples)
    with SessionStore.open(folder.parent / "session.iaia", read_only=True) as store:
        rows = store.load_classes()
    assert [row.name for row in rows] == ["blue", "green", "red", "type 9", "type 10"]
    assert [row.key for row in rows] == ["1", "2", "3", "", ""]
    assert [row.colour for row in rows][:3] == ["#112233", "#445566", "#112233"]


@pytest.mark.parametrize("distance", list(Distance))
def test_distances_are_those_to_the_examples_alone(
    folder: Path, examples: Path, distance: Distance
) -> None:
    annotate(folder, examples, replace(EVERY, distance=distance))
    unit = {}
    for name, colour in COLOURS.items():
        rows = np.array([(r, g + 3 * n, b + 3 * n) for n in range(4) for r, g, b in [colour]])
        unit[name] = np.mean(rows / np.linalg.norm(rows, axis=1, keepdims=True), axis=0)
    for decision in journal(folder):
        for change in decision.images:
            assert decision.kind is DecisionKind.AUTOMATIC
            assert change.suggestion is not None
            name, number = sorted(path.name for path in folder.iterdir())[change.image_id].split(
                "-"
            )
            shade = 2 * int(number[0]) + 1
            red, green, blue = COLOURS[name]
            image = np.array([red, green + shade, blue + shade], dtype=float)
            image /= np.linalg.norm(image)
            mean = unit[name]
            expected = (
                1 - image @ mean / np.linalg.norm(mean)
                if distance is Distance.COSINE
                else np.linalg.norm(image - mean)
            )
            # Embeddings are kept in half precision.
            assert change.suggestion.distance == pytest.approx(expected, abs=1e-4)
            assert change.suggestion.encoder_id == "mean-colour"


def test_what_lies_beyond_epsilon_stays_unlabelled(folder: Path, examples: Path) -> None:
    draw(folder / "grey.png", (128, 128, 128))
    fixed = Method(epsilon_mode=EpsilonMode.FIXED, epsilon=0.1)
    report = annotate(folder, examples, fixed)
    assert labels(folder)["grey.png"] == (None, None)
    assert (report.labelled, report.unlabelled, report.epsilon) == (9, 1, 0.1)


def test_epsilon_is_worked_out_from_the_examples(folder: Path, examples: Path) -> None:
    draw(folder / "black.png", (0, 0, 0))
    report = annotate(folder, examples, AUTO)
    assert report.epsilon is not None
    assert 0 < report.epsilon < 1
    assert (report.labelled, report.unlabelled) == (9, 1)
    assert report.notes == ()


def test_too_few_examples_for_epsilon_are_told(folder: Path, tmp_path: Path) -> None:
    draw_classes(tmp_path / "few", 1)
    report = annotate(folder, tmp_path / "few", AUTO)
    assert (report.epsilon, report.labelled) == (None, 9)
    assert ["too few examples" in note for note in report.notes] == [True]


def test_the_order_of_the_images_does_not_matter(
    folder: Path, examples: Path, tmp_path: Path
) -> None:
    rng = np.random.default_rng(3)
    colours = rng.integers(0, 256, (40, 3))
    for number, colour in enumerate(colours):
        draw(tmp_path / "a" / "images" / f"{number}.png", tuple(colour.tolist()))
        draw(tmp_path / "b" / "images" / f"{39 - number}.png", tuple(colour.tolist()))
    annotate(tmp_path / "a" / "images", examples, AUTO)
    annotate(tmp_path / "b" / "images", examples, AUTO)
    first, second = labels(tmp_path / "a" / "images"), labels(tmp_path / "b" / "images")
    assert [first[f"{n}.png"] for n in range(40)] == [second[f"{39 - n}.png"] for n in range(40)]


def test_many_images_are_decided_in_batches(examples: Path, tmp_path: Path) -> None:
    folder = tmp_path / "images"
    draw(folder / "0.png", COLOURS["red"])
    for number in range(1, 620):
        (folder / f"{number}.png").write_bytes((folder / "0.png").read_bytes())
    report = annotate(folder, examples)
    automatic = [row for row in journal(folder) if row.kind is DecisionKind.AUTOMATIC]
    assert report.by_machine == sum(len(row.images) for row in automatic) == 620
    assert len(automatic) == 2


# --- bad input ------------------------------------------------------------------------------------


def test_bad_files_are_listed_and_cost_nobody_else(folder: Path, examples: Path) -> None:
    (folder / "broken.png").write_bytes(b"no image")
    (folder / "empty.jpg").write_bytes(b"")
    (examples / "red" / "broken.png").write_bytes(b"no image")
    report = annotate(folder, examples)
    assert [row.path for row in report.failed] == ["broken.png", "empty.jpg"]
    assert all(row.reason for row in report.failed)
    assert [row.path for row in report.examples_failed] == ["red/broken.png"]
    assert (report.images, report.labelled, report.unlabelled) == (11, 9, 0)
    assert (report.examples, report.examples_used) == (13, 12)


def test_a_class_without_a_readable_example_is_told(folder: Path, examples: Path) -> None:
    (examples / "pink").mkdir()
    (examples / "pink" / "broken.png").write_bytes(b"no image")
    report = annotate(folder, examples)
    assert report.classes["pink"] == 0
    assert any("“pink”" in note for note in report.notes)


def test_without_a_readable_example_no_session_is_made(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "bad" / "cat").mkdir(parents=True)
    (tmp_path / "bad" / "cat" / "1.png").write_bytes(b"no image")
    with pytest.raises(ImportDataError, match="The only example image"):
        annotate(folder, tmp_path / "bad")
    assert not (tmp_path / "session.iaia").exists()


def test_examples_without_class_folders_are_refused(folder: Path, tmp_path: Path) -> None:
    draw(tmp_path / "flat" / "1.png", COLOURS["red"])
    with pytest.raises(ImportDataError, match="class folders"):
        annotate(folder, tmp_path / "flat")
    (tmp_path / "flat" / "cat").mkdir()
    with pytest.raises(ImportDataError, match="no example images"):
        annotate(folder, tmp_path / "flat")


def test_missing_folders_are_refused(folder: Path, examples: Path, tmp_path: Path) -> None:
    with pytest.raises(FolderError):
        annotate(tmp_path / "no", examples)
    with pytest.raises(FolderError):
        annotate(folder, tmp_path / "no")
    (tmp_path / "void").mkdir()
    with pytest.raises(FolderError, match="no images"):
        annotate(tmp_path / "void", examples)


def test_folder_names_that_are_no_text_become_printable_classes(
    folder: Path, examples: Path
) -> None:
    strange = examples / os.fsdecode(b"caf\xe9")
    try:
        strange.mkdir()
    except (OSError, UnicodeError):
        pytest.skip("this file system takes only UTF-8 names")
    draw(strange / "1.png", (128, 128, 128))
    draw(folder / "grey.png", (128, 128, 128))
    assert "caf\\udce9" in annotate(folder, examples).classes
    assert labels(folder)["grey.png"] == ("caf\\udce9", DecidedBy.MACHINE)


# --- examples among the images --------------------------------------------------------------------


def test_examples_inside_the_folder_keep_their_class_as_a_persons(folder: Path) -> None:
    draw_classes(folder / "known")
    # Given as red, although it looks blue.
    draw(folder / "known" / "red" / "odd.png", COLOURS["blue"])
    report = annotate(folder, folder / "known")
    found = labels(folder)
    assert found["known/red/odd.png"] == ("red", DecidedBy.HUMAN)
    assert found["known/blue/1.png"] == ("blue", DecidedBy.HUMAN)
    assert found["blue-1.png"] == ("blue", DecidedBy.MACHINE)
    assert (report.by_human, report.by_machine, report.examples_used) == (13, 9, 13)
    with SessionStore.open(folder.parent / "session.iaia", read_only=True) as store:
        prototypes = store.load_prototypes("mean-colour")
    assert [row.count for row in prototypes] == [4, 4, 5]


def test_the_folder_may_be_the_folder_of_examples(tmp_path: Path) -> None:
    folder = tmp_path / "images"
    draw_classes(folder)
    draw(folder / "new.png", COLOURS["green"], 5)
    report = annotate(folder, folder)
    assert labels(folder)["new.png"] == ("green", DecidedBy.MACHINE)
    assert (report.by_human, report.by_machine) == (12, 1)


def test_a_folder_among_the_examples_is_no_class(tmp_path: Path) -> None:
    draw_classes(tmp_path / "data")
    folder = tmp_path / "data" / "unsorted"
    draw(folder / "1.png", COLOURS["green"], 5)
    report = annotate(folder, tmp_path / "data")
    with SessionStore.open(folder.parent / "session.iaia", read_only=True) as store:
        assert [row.name for row in store.load_classes()] == ["blue", "green", "red"]
    assert report.classes == {"blue": 0, "green": 1, "red": 0}
    assert ["is to be labelled" in note for note in report.notes] == [True]


def test_examples_in_a_hidden_folder_are_no_images_of_the_folder(folder: Path) -> None:
    draw_classes(folder / ".examples")
    report = annotate(folder, folder / ".examples")
    assert (report.images, report.by_human, report.by_machine) == (9, 0, 9)


def test_an_unreadable_example_inside_is_told_once(folder: Path) -> None:
    draw_classes(folder / "known")
    (folder / "known" / "red" / "broken.png").write_bytes(b"no image")
    report = annotate(folder, folder / "known")
    assert [row.path for row in report.failed] == ["known/red/broken.png"]
    assert (report.examples, report.examples_used, report.examples_failed) == (13, 12, ())


# --- a session that goes on -----------------------------------------------------------------------


def test_a_second_run_that_says_the_same_leaves_no_trace(folder: Path, examples: Path) -> None:
    first = annotate(folder, examples, AUTO)
    before = journal(folder)
    assert annotate(folder, examples, AUTO) == first
    assert journal(folder) == before


def test_a_persons_decisions_stay_and_teach(folder: Path, examples: Path) -> None:
    annotate(folder, examples)
    with SessionStore.open(folder.parent / "session.iaia", read_only=True) as store:
        red = next(row.class_id for row in store.load_classes() if row.name == "red")
    decide(folder, "blue-0.png", Verdict(ImageState.LABELLED, red, DecidedBy.HUMAN))
    decide(folder, "blue-1.png", Verdict(ImageState.DISCARDED, None, DecidedBy.HUMAN))
    report = annotate(folder, examples)
    found = labels(folder)
    assert found["blue-0.png"] == ("red", DecidedBy.HUMAN)
    assert found["blue-1.png"] == (None, DecidedBy.HUMAN)
    assert found["blue-2.png"] == ("blue", DecidedBy.MACHINE)
    assert (report.discarded, report.by_human, report.by_machine) == (1, 1, 7)


def test_the_machines_labels_are_decided_anew(folder: Path, examples: Path) -> None:
    draw(folder / "grey.png", (128, 128, 128))
    annotate(folder, examples)
    assert labels(folder)["grey.png"][1] is DecidedBy.MACHINE
    report = annotate(folder, examples, Method(epsilon_mode=EpsilonMode.FIXED, epsilon=0.1))
    assert labels(folder)["grey.png"] == (None, None)
    assert (report.labelled, report.unlabelled) == (9, 1)


def test_a_decision_in_the_session_goes_before_an_example(folder: Path) -> None:
    draw_classes(folder / "known")
    annotate(folder, folder / "known")
    skipped = Verdict(ImageState.SKIPPED, None, DecidedBy.HUMAN)
    decide(folder, "known/red/1.png", skipped)
    report = annotate(folder, folder / "known")
    assert labels(folder)["known/red/1.png"] == (None, DecidedBy.HUMAN)
    assert ["decided otherwise" in note for note in report.notes] == [True]


def test_changes_of_the_folder_are_followed(folder: Path, examples: Path) -> None:
    annotate(folder, examples)
    (folder / "red-0.png").rename(folder / "renamed.png")
    (folder / "red-1.png").unlink()
    draw(folder / "green-9.png", COLOURS["green"], 20)
    report = annotate(folder, examples)
    found = labels(folder)
    assert found["renamed.png"] == ("red", DecidedBy.MACHINE)
    assert found["green-9.png"] == ("green", DecidedBy.MACHINE)
    assert [row.path for row in report.failed] == ["red-1.png"]
    with SessionStore.open(folder.parent / "session.iaia", read_only=True) as store:
        assert store.counts().missing == 1


def test_the_session_of_another_folder_is_refused(
    folder: Path, examples: Path, tmp_path: Path
) -> None:
    annotate(folder, examples)
    draw(tmp_path / "others" / "1.png", COLOURS["red"])
    before = journal(folder)
    with pytest.raises(SessionFileError, match="belongs to another folder"):
        annotate(tmp_path / "others", examples)
    assert journal(folder) == before


def test_a_file_that_is_no_session_is_refused(folder: Path, examples: Path) -> None:
    (folder.parent / "session.iaia").write_text("a shopping list")
    with pytest.raises(SessionFileError):
        annotate(folder, examples)
    assert (folder.parent / "session.iaia").read_text() == "a shopping list"


def test_a_cancelled_run_keeps_what_it_has_and_the_next_goes_on(
    folder: Path, examples: Path
) -> None:
    cancel = CancelToken()
    job = annotate_job(request(folder, examples), cancel)
    for progress in job:
        if progress.text == "Labelling the images" and progress.done:
            cancel.cancel()
            break
    with pytest.raises(CancelledError):
        finish(job)
    labels(folder)
    assert annotate(folder, examples).labelled == 9


def test_the_session_opens_for_a_person_to_go_on(folder: Path, examples: Path) -> None:
    annotate(folder, examples, AUTO)
    assert stored_encoder_spec(folder.parent / "session.iaia") == "builtin"
    opened = finish(
        open_session_job(
            OpenRequest(
                target=folder.parent / "session.iaia",
                sessions=folder.parent,
                palette=("#112233",),
                method=Method(),
                encoder_spec="builtin",
                now=0.0,
            ),
            CancelToken(),
        )
    )
    with opened.store:
        assert opened.engine.state.count_state(ImageState.LABELLED) == 9
        assert opened.engine.state.count_status(FileStatus.READY) == 9
        # The examples lie elsewhere; the session keeps where, so that the window can use them.
        stored = read_stored_examples(opened.store)
        assert {Path(row.path).parent.name for row in stored} == {
            opened.engine.state.class_of(row.class_id).name for row in stored
        }
        assert all(Path(row.path).is_file() for row in stored)
        assert all(opened.history.is_in_force(row.decision_id) for row in stored)
        assert not opened.engine.method.learn_from_machine
        assert opened.engine.method.epsilon_mode is EpsilonMode.AUTOMATIC
        opened.engine.use_encoder("mean-colour", 3)
        vector = np.array([[0.9, 0.1, 0.1]], dtype=np.float32)
        red = next(i for i in opened.engine.state.images() if i == ImageId(8))
        opened.engine.add_embeddings([red], vector)
        said = opened.engine.suggestion(red)
        assert said is not None
        assert said.ranked == ()
        opened.engine.use_examples({0: (stored[0].class_id, vector[0])})
        said = opened.engine.suggestion(red)
        assert said is not None
        assert said.class_id == stored[0].class_id


def test_no_session_has_no_encoder(tmp_path: Path) -> None:
    assert stored_encoder_spec(tmp_path / "none.iaia") is None
