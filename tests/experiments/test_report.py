"""The report reads well, stands alone, and says what was run."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Generator
from html.parser import HTMLParser
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.experiments.dataset import EmbeddedSet, truth_from_names
from iaia_desktop.experiments.outcome import Experiment
from iaia_desktop.experiments.paper import CELEBA, CIFAR100, CORE50, PaperFigure, paper_figure
from iaia_desktop.experiments.passes import PassOptions
from iaia_desktop.experiments.report import ReportHead
from iaia_desktop.experiments.report_files import report_files
from iaia_desktop.experiments.reproduce import Reproduction, reproduce_job

MakeData = Callable[..., EmbeddedSet]

Result = TypeVar("Result")


def run_to_end(job: Generator[object, None, Result]) -> Result:
    while True:
        try:
            next(job)
        except StopIteration as stop:
            result: Result = stop.value
            return result


VOID = {"meta", "link", "br", "hr", "img", "input"}


class Page(HTMLParser):
    """Collect the text, the ids and the references of a page; refuse unbalanced tags."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def head(paper: PaperFigure | None = None) -> ReportHead:
    return ReportHead(
        title="clouds & <sky>",
        lede="120 images, 6 classes.",
        settings=(("Encoder", "clouds/1"), ("Seed", "4"), ("Versions", "NumPy 9")),
        notes=("Something was left out.",),
        command="iaia-desktop reproduce all clouds.npz",
        paper=paper,
        made_by="Made by hand",
    )


@pytest.fixture(scope="module")
def found() -> Reproduction:
    labels = [f"class {number % 4}" for number in range(60)]
    domains = ["a", "<b>"] * 30
    embeddings = np.random.default_rng(1).normal(size=(60, 4))
    embeddings[np.arange(60), np.arange(60) % 4] += 2.0
    data = EmbeddedSet(
        truth_from_names("clouds", Path("clouds"), labels, domains),
        embeddings,
        np.arange(60),
        "clouds/1",
    )
    return run_to_end(
        reproduce_job(data, tuple(Experiment), PassOptions(repeats=2), None, CancelToken())
    )


@pytest.fixture(scope="module")
def files(found: Reproduction) -> dict[str, bytes]:
    return report_files(head(), found, {"encoder": "clouds/1"})


@pytest.fixture(scope="module")
def page_text(files: dict[str, bytes]) -> str:
    return files["report.html"].decode()


def test_it_reads_like_a_results_section(page_text: str, found: Reproduction) -> None:
    text = Page(page_text).text
    for words in (
        *("clouds & <sky>", "120 images, 6 classes.", "Encoder clouds/1", "Seed 4", "NumPy 9"),
        *("Something was left out.", "iaia-desktop reproduce all clouds.npz", "Made by hand"),
        *("Table 1.", "Table 4.", "Figure 1.", "Figure 4.", "<b>"),
    ):
        assert words in text
    for outcome in found.outcomes:
        assert outcome.title in text
        assert outcome.method in text
        assert outcome.chart.caption in text
        assert all(sentence in text for sentence in outcome.findings)
        assert all(cell in text for row in outcome.table.rows for cell in row)


def test_it_needs_nothing_from_elsewhere(page_text: str, files: dict[str, bytes]) -> None:
    page = Page(page_text)
    assert not {"script", "link", "img", "image", "iframe", "object"} & set(page.tags)
    for name, value in page.attributes:
        if name == "href":
            assert value in files
        elif name == "xlink:href":
            assert value.startswith("#")
        assert name != "src"
    assert set(re.findall(r"https?://[^\"' )]+", page_text)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    assert "@import" not in page_text


def test_ids_are_unique_and_what_is_referred_to_is_there(page_text: str) -> None:
    page = Page(page_text)
    assert len(page.ids) == len(set(page.ids))
    used = re.findall(r'(?:xlink:href="|url\()#([^")]+)', page_text)
    assert used
    assert set(used) <= set(page.ids)


def test_every_colour_follows_the_scheme(page_text: str) -> None:
    style = page_text[: page_text.index("</style>")]
    body = page_text[page_text.index("</style>") :]
    assert re.findall(r"#[0-9a-f]{6}\b", body) == []
    used = set(re.findall(r"var\((--[\w-]+)\)", page_text))
    light, dark = re.findall(r":root \{([^}]*)\}", style)
    for scheme in (light, dark):
        assert used <= set(re.findall(r"(--[\w-]+):", scheme))
    assert "prefers-color-scheme: dark" in style
    assert "@media print" in style


def test_equal_runs_write_equal_files(found: Reproduction, files: dict[str, bytes]) -> None:
    assert report_files(head(), found, {"encoder": "clouds/1"}) == files


def test_the_numbers(files: dict[str, bytes]) -> None:
    numbers = json.loads(files["results.json"])
    assert numbers["encoder"] == "clouds/1"
    assert list(numbers["experiments"]) == [experiment.value for experiment in Experiment]
    cosine, euclidean = numbers["experiments"]["accuracy"]["variants"]
    assert (cosine["name"], euclidean["name"]) == ("cosine", "l2")
    assert [run["seed"] for run in cosine["runs"]] == [0, 1]
    accuracies = [run["accuracy"] for run in cosine["runs"]]
    assert cosine["accuracy"]["mean"] == pytest.approx(np.mean(accuracies))
    assert cosine["accuracy"]["sd"] == pytest.approx(np.std(accuracies))
    assert "seconds" not in json.dumps(numbers)


def test_the_paper_stands_beside_its_own_data_only(page_text: str, found: Reproduction) -> None:
    assert "none of its data sets" in Page(page_text).text
    beside = Page(report_files(head(CORE50), found, {})["report.html"].decode()).text
    assert "CORe50 (10 categories) is one of its data sets" in beside
    for text in (Page(page_text).text, beside):
        assert all(figure in text for figure in ("97.2%", "86.6%", "78.0%"))


@pytest.mark.parametrize(
    ("layout", "name", "classes", "expected"),
    [
        ("core50-categories", "faces", 10, CORE50),
        ("core50-objects", "faces", 50, None),
        ("npz", "CORe50-clip", 10, CORE50),
        ("cifar100", "train", 100, CIFAR100),
        ("cifar100", "train", 20, None),
        ("npz", "cifar-100_vitb32", 100, CIFAR100),
        ("celeba", "img", 200, CELEBA),
        ("npz", "celeba", 2, None),
        ("class", "trashnet", 6, None),
    ],
)
def test_the_data_sets_of_the_paper_are_known(
    layout: str, name: str, classes: int, expected: PaperFigure | None
) -> None:
    truth = truth_from_names(name, Path(name), [str(number) for number in range(classes)])
    assert paper_figure(truth, layout) is expected
