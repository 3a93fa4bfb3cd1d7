"""The experiments of the paper, and the command that runs them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
from PIL import Image

from iaia_desktop.cli import main
from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError
from iaia_desktop.core.types import Distance
from iaia_desktop.encoders.builtin import BuiltinEncoder
from iaia_desktop.experiments.dataset import NOT_EMBEDDED, DataSetError, EmbeddedSet
from iaia_desktop.experiments.figures import chart_rows
from iaia_desktop.experiments.newclass import newclass_curve
from iaia_desktop.experiments.outcome import Experiment, Outcome
from iaia_desktop.experiments.paper import CORE50, PaperFigure
from iaia_desktop.experiments.passes import Passes, PassOptions
from iaia_desktop.experiments.replay import simulate
from iaia_desktop.experiments.reproduce import Reproduction, reproduce_job
from iaia_desktop.experiments.run_newclass import place_of_best
from iaia_desktop.experiments.run_supervision import LEVELS
from iaia_desktop.experiments.settings import Order, SimulationSettings

MakeData = Callable[..., EmbeddedSet]
Result = TypeVar("Result")


def run_to_end(job: Generator[object, None, Result]) -> Result:
    while True:
        try:
            next(job)
        except StopIteration as stop:
            result: Result = stop.value
            return result


def reproduce(
    data: EmbeddedSet,
    *experiments: Experiment,
    options: PassOptions | None = None,
    paper: PaperFigure | None = None,
) -> Reproduction:
    wanted = experiments or tuple(Experiment)
    return run_to_end(reproduce_job(data, wanted, options or PassOptions(), paper, CancelToken()))


def only(found: Reproduction) -> Outcome:
    (outcome,) = found.outcomes
    return outcome


def runs_of(outcome: Outcome, variant: int) -> list[dict[str, object]]:
    runs = outcome.variants[variant]["runs"]
    assert isinstance(runs, list)
    return runs


def without_domains(data: EmbeddedSet) -> EmbeddedSet:
    truth = replace(data.truth, domains=np.zeros(len(data), dtype=np.int64), domain_names=())
    return replace(data, truth=truth)


# --- the experiments ------------------------------------------------------------------------------


def test_accuracy_is_that_of_simulations(make_data: MakeData) -> None:
    data = make_data()
    options = PassOptions(seed=5, repeats=2, limit=80, normalise=False)
    outcome = only(reproduce(data, Experiment.ACCURACY, options=options))
    for number, distance in enumerate(Distance):
        settings = SimulationSettings(distance=distance, limit=80, normalise=False)
        expected = [simulate(data, settings, seed).figures() for seed in (5, 6)]
        found = runs_of(outcome, number)
        assert [run["seed"] for run in found] == [5, 6]
        for one, other in zip(found, expected, strict=True):
            assert one["confusion"] == other["confusion"]
            assert one["accuracy"] == other["accuracy"]
    assert outcome.table.rows[0][1] in outcome.findings[0]


def test_the_growing_average_ends_at_the_accuracy(make_data: MakeData) -> None:
    data = make_data()
    outcome = only(reproduce(data, Experiment.ACCURACY))
    for panel, variant in zip(outcome.chart.panels, (0, 1), strict=True):
        (growing,) = [line for line in panel.lines if line.name == "moving average"]
        assert growing.y[-1] == pytest.approx(runs_of(outcome, variant)[0]["accuracy"])
        assert growing.x.tolist() == list(range(1, len(data) + 1))
        assert growing.extra is not None
        assert set(growing.extra.tolist()) <= {0.0, 1.0}


def test_the_paper_gets_a_column(make_data: MakeData) -> None:
    table = only(reproduce(make_data(), Experiment.ACCURACY, paper=CORE50)).table
    assert table.header[-1] == "Paper, CLIP"
    assert [row[-1] for row in table.rows] == ["97.2%", "—"]


def test_new_classes_are_swept_in_one_pass(make_data: MakeData) -> None:
    data = make_data()
    outcome = only(reproduce(data, Experiment.NEWCLASS))
    (panel,) = outcome.chart.panels
    for number, distance in enumerate(Distance):
        curve = newclass_curve(simulate(data, SimulationSettings(distance=distance), 0))
        line, point = panel.lines[number], panel.points[number]
        np.testing.assert_array_equal(line.x, curve.recall)
        np.testing.assert_array_equal(line.y, curve.precision)
        # The mark is where a run with that epsilon ends up.
        settings = SimulationSettings(distance=distance, epsilon=curve.best_epsilon)
        run = simulate(data, settings, 0)
        assert point.extra == curve.best_epsilon
        assert point.y == pytest.approx(run.precision)
        assert point.x == pytest.approx(run.recall)
        place = place_of_best(curve)
        assert (curve.recall[place], curve.precision[place]) == (point.x, point.y)


def test_domain_shift_replays_the_same_images_twice(make_data: MakeData) -> None:
    data = make_data()
    outcome = only(reproduce(data, Experiment.DOMAIN_SHIFT))
    mixed, parted = (runs_of(outcome, number)[0] for number in (0, 1))
    assert mixed["images"] == parted["images"] == len(data)
    for run, order in ((mixed, Order.SHUFFLE), (parted, Order.DOMAIN)):
        expected = simulate(data, SimulationSettings(order=order), 0)
        assert run["accuracy"] == expected.accuracy
    changes = outcome.chart.panels[0].changes
    assert [change.label for change in changes] == list(data.truth.domain_names)
    sizes = np.bincount(data.truth.domains)
    assert [change.x for change in changes] == [0, sizes[0], sizes[0] + sizes[1]]
    assert [row[1] for row in outcome.table.rows] == [*(str(size) for size in sizes), "120"]


def test_a_limit_takes_images_of_every_domain(make_data: MakeData) -> None:
    data = make_data()
    options = PassOptions(seed=2, repeats=2, limit=60)
    passes = Passes(data, options, CancelToken())
    orders = (Order.DOMAIN, Order.SHUFFLE)
    found = [run_to_end(passes.run(Distance.COSINE, order, same_images=True)) for order in orders]
    expected = set(np.random.default_rng(2).permutation(len(data))[:60].tolist())
    for runs in found:
        for run in runs:
            assert set(run.rows.tolist()) == expected
            assert run.settings.limit == 60
    assert len(set(found[0][0].domain.tolist())) == 3
    # The first seed sees them in the order of a simulation with that limit.
    settings = SimulationSettings(limit=60)
    assert found[1][0].rows.tolist() == simulate(data, settings, 2).rows.tolist()


def test_supervision_runs_every_level(make_data: MakeData) -> None:
    data = make_data()
    outcome = only(reproduce(data, Experiment.SUPERVISION))
    assert [row[0] for row in outcome.table.rows] == [
        *("100%", "50%", "25%", "10%", "5%", "1%", "0%"),
    ]
    for number, level in enumerate(LEVELS):
        settings = SimulationSettings(supervision=level, order=Order.DOMAIN)
        expected = simulate(data, settings, 0)
        (run,) = runs_of(outcome, number)
        assert run["accuracy"] == expected.accuracy
        assert run["human_decisions"] == expected.human_decisions
    assert outcome.table.rows[-1][1] == "1"
    assert "domain by domain" in outcome.method


def test_supervision_without_domains_says_so(make_data: MakeData) -> None:
    outcome = only(reproduce(without_domains(make_data()), Experiment.SUPERVISION))
    assert outcome.method.startswith("The data has no domains, so the images come in mixed order.")
    assert outcome.chart.panels[0].changes == ()
    assert {variant["settings"]["order"] for variant in outcome.variants} == {"shuffle"}  # type: ignore[index]  # JSON values


def test_domain_shift_needs_domains(make_data: MakeData) -> None:
    data = without_domains(make_data())
    found = reproduce(data)
    assert Experiment.DOMAIN_SHIFT not in [outcome.experiment for outcome in found.outcomes]
    assert found.left_out == (
        "Domain shift was left out: the data has no domains, or only one of them.",
    )
    with pytest.raises(DataSetError, match="has no domains"):
        reproduce(data, Experiment.DOMAIN_SHIFT)


def test_images_without_embeddings_are_left_out(make_data: MakeData) -> None:
    data = make_data()
    places = data.places.copy()
    places[::4] = NOT_EMBEDDED
    for outcome in reproduce(replace(data, places=places)).outcomes:
        assert {run["images"] for run in runs_of(outcome, 0)} == {90}


def test_each_pass_is_made_once(make_data: MakeData, monkeypatch: pytest.MonkeyPatch) -> None:
    from iaia_desktop.experiments import passes
    from iaia_desktop.experiments.replay import simulate_job

    seen: list[SimulationSettings] = []

    def counted(
        data: EmbeddedSet, settings: SimulationSettings, seed: int, cancel: CancelToken
    ) -> Generator[object, None, object]:
        seen.append(settings)
        return simulate_job(data, settings, seed, cancel)

    monkeypatch.setattr(passes, "simulate_job", counted)
    reproduce(make_data())
    assert len(seen) == len(set(seen)) == 2 + 1 + 6


@pytest.mark.parametrize("images", [2, 3, 9])
def test_a_handful_of_images_is_enough(make_data: MakeData, images: int) -> None:
    data = make_data(images=images, classes=2, seed=3)
    for outcome in reproduce(data, options=PassOptions(repeats=2)).outcomes:
        assert all("nan" not in sentence for sentence in outcome.findings)
        assert all("nan" not in cell for row in outcome.table.rows for cell in row)
        assert all("nan" not in cell for row in chart_rows(outcome.chart) for cell in row)


def test_it_can_be_cancelled(make_data: MakeData) -> None:
    cancel = CancelToken()
    job = reproduce_job(make_data(), tuple(Experiment), PassOptions(), None, cancel)
    next(job)
    cancel.cancel()
    with pytest.raises(CancelledError):
        run_to_end(job)


# --- the command ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Finished:
    """What a command left."""

    code: int
    out: str
    err: str

    @property
    def errors(self) -> list[str]:
        return [line for line in self.err.splitlines() if line.startswith("iaia-desktop:")]


Run = Callable[..., Finished]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Return a function that runs the command, with weights that are never here."""
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))

    def run_command(*arguments: object) -> Finished:
        capsys.readouterr()
        code = main(["reproduce", *(str(argument) for argument in arguments)])
        written = capsys.readouterr()
        return Finished(code, written.out, written.err)

    return run_command


@pytest.fixture
def npz(make_data: MakeData, tmp_path: Path) -> Path:
    data = make_data()
    truth = data.truth
    path = tmp_path / "clouds.npz"
    np.savez(
        path,
        embeddings=data.embeddings,
        labels=np.array([truth.class_names[label] for label in truth.labels]),
        domains=np.array([truth.domain_names[domain] for domain in truth.domains]),
        encoder=np.array("clouds/1"),
    )
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_all_writes_a_report_and_twice_the_same(run: Run, npz: Path, tmp_path: Path) -> None:
    finished = run("all", npz, "--output", tmp_path / "a", "--seed", 3, "--repeats", 2)
    assert finished.code == 0
    files = contents(tmp_path / "a")
    assert set(files) == {"report.html", "results.json"} | {
        f"{experiment.value}.{kind}" for experiment in Experiment for kind in ("csv", "png", "svg")
    }
    assert finished.out.splitlines()[-1] == f"Written to {tmp_path / 'a' / 'report.html'}"
    page = files["report.html"].decode()
    for words in (
        *("clouds/1", "3 to 4: means", "L2-normalised before averaging", "NumPy", "Matplotlib"),
        f"reproduce all {npz} --seed 3 --repeats 2 --output NEW-FOLDER",
        *("domain 0", "domain 1", "domain 2"),
    ):
        assert words in page
    numbers = json.loads(files["results.json"])
    assert (numbers["seed"], numbers["repeats"], numbers["encoder"]) == (3, 2, "clouds/1")
    assert (numbers["layout"], numbers["faithful"], numbers["paper"]) == ("npz", False, None)
    run("all", npz, "--output", tmp_path / "b", "--seed", 3, "--repeats", 2)
    assert contents(tmp_path / "b") == files


def test_one_experiment_alone(run: Run, npz: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    finished = run("newclass", npz, "--output", tmp_path / "out", "--faithful", "--limit", 50)
    assert finished.code == 0
    files = contents(tmp_path / "out")
    assert set(files) == {
        *("newclass.csv", "newclass.png", "newclass.svg", "report.html", "results.json"),
    }
    rows = list(csv.reader(io.StringIO(files["newclass.csv"].decode())))
    assert rows[0] == ["panel", "series", "kind", "recall", "precision", "low", "high", "epsilon"]
    page = files["report.html"].decode()
    assert "50 of 120" in page
    assert "taken as they are before averaging" in page
    assert "--limit 50 --seed 0 --repeats 1 --faithful" in page


def test_nothing_is_overwritten(run: Run, npz: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("precious")
    (tmp_path / "file").write_text("precious")
    for output in ("full", "file"):
        finished = run("accuracy", npz, "--output", tmp_path / output)
        assert (finished.code, finished.out, len(finished.errors)) == (1, "", 1)
    assert contents(tmp_path / "full") == {"notes.txt": b"precious"}
    assert (tmp_path / "file").read_text() == "precious"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"labels": np.array(["a", "b"])}, "6 embeddings and 2 labels"),
        ({"embeddings": np.full((6, 2), np.nan)}, "not a finite number"),
        ({"labels": np.array(["a"] * 6)}, "have one class"),
        ({"embeddings": np.zeros((0, 2)), "labels": np.zeros(0, "U1")}, "no images"),
        ({"domains": np.array(["x"])}, "1 domains"),
    ],
)
def test_malformed_data_gets_one_sentence(
    run: Run, tmp_path: Path, changes: dict[str, object], words: str
) -> None:
    arrays: dict[str, object] = {"embeddings": np.eye(6), "labels": np.array(list("ababab"))}
    np.savez(tmp_path / "bad.npz", **{**arrays, **changes})  # type: ignore[arg-type]  # arrays all
    finished = run("all", tmp_path / "bad.npz", "--output", tmp_path / "out")
    assert (finished.code, finished.out, len(finished.errors)) == (1, "", 1)
    assert words in finished.errors[0]
    assert not (tmp_path / "out").exists()


def test_what_the_command_refuses(run: Run, npz: Path, tmp_path: Path) -> None:
    output = ("--output", tmp_path / "out")
    for arguments in (
        ("all", npz, *output, "--layout", "nonsense"),
        ("all", tmp_path / "none.npz", *output),
        ("all", tmp_path / "none", *output),
    ):
        finished = run(*arguments)
        assert (finished.code, finished.out, len(finished.errors)) == (1, "", 1)
    for wrong in (
        ("nonsense", npz, *output),
        ("all", npz),
        ("all", npz, *output, "--repeats", "0"),
        ("all", npz, *output, "--limit", "-1"),
        ("all", npz, *output, "--seed", "x"),
    ):
        assert run(*wrong).code == 2
    assert not (tmp_path / "out").exists()


def test_data_without_domains(run: Run, tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    labels = np.array(list("ab") * 20)
    np.savez(tmp_path / "plain.npz", embeddings=rng.normal(size=(40, 3)), labels=labels)
    finished = run("domain-shift", tmp_path / "plain.npz", "--output", tmp_path / "one")
    assert (finished.code, len(finished.errors)) == (1, 1)
    assert "has no domains" in finished.errors[0]
    finished = run("all", tmp_path / "plain.npz", "--output", tmp_path / "all")
    assert finished.code == 0
    assert "note: Domain shift was left out" in finished.err
    page = (tmp_path / "all" / "report.html").read_text(encoding="utf-8")
    assert "Domain shift was left out" in page
    assert "not named in the file of embeddings" in page


def test_a_second_run_encodes_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(0)
    for name, colour in (("blue", (30, 40, 200)), ("red", (200, 40, 30))):
        for number in range(4):
            pixels = np.clip(np.array(colour) + rng.normal(0, 12, (24, 32, 3)), 0, 255)
            path = tmp_path / "images" / name / f"{number}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            Image.fromarray(pixels.astype(np.uint8)).save(path)
    data = (tmp_path / "images", "--encoder", "builtin")
    assert run("accuracy", *data, "--output", tmp_path / "a").code == 0

    def refuse(*_: object) -> None:
        raise AssertionError("an image was encoded again")

    monkeypatch.setattr(BuiltinEncoder, "encode_images", refuse)
    assert run("accuracy", *data, "--output", tmp_path / "b").code == 0
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert "builtin" in (tmp_path / "a" / "report.html").read_text(encoding="utf-8")
    finished = run("accuracy", *data, "--output", tmp_path / "images" / "report")
    assert (finished.code, len(finished.errors)) == (1, 1)
    assert "lies inside" in finished.errors[0]
