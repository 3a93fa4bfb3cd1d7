"""The first page of the statistics: how good, how fast, and how new classes are noticed."""

from __future__ import annotations

import math
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from iaia_desktop.core.types import DecisionKind
from iaia_desktop.session.novelty_view import NoveltyView
from iaia_desktop.session.statistics import StatisticsView
from iaia_desktop.ui.charts import Bar, BarChart, Curve, LineChart, Mark, Plot
from iaia_desktop.ui.confusion_matrix import ConfusionMatrix
from iaia_desktop.ui.epsilon_panel import EpsilonPanel
from iaia_desktop.ui.figure_card import Card, Tile
from iaia_desktop.ui.number_words import UNKNOWN, clock_text, rate_text, share_text
from iaia_desktop.ui.quantity_words import time_left
from iaia_desktop.ui.ranked_list import distance_text
from iaia_desktop.ui.share_bar import Part, ShareBar
from iaia_desktop.ui.theme_tokens import SPACE

WINDOWS: tuple[int | None, ...] = (None, 20, 50, 100, 500)
"""What the moving average can look back: None grows, the others are numbers of images."""


class Overview(QWidget):
    """All figures but those of single classes.

    Signals
    -------
    window_requested : object
        Average over so many last images; None for a window that grows.
    cell_requested : bool, bool
        See the images of one cell of the confusion matrix.
    epsilon_requested : float
        Use this epsilon from now on.
    automatic_requested
        Let the program choose epsilon.
    """

    window_requested = Signal(object)
    epsilon_requested = Signal(float)
    automatic_requested = Signal()
    cell_requested = Signal(bool, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.accuracy_tile = Tile(self.tr("Right suggestions"))
        self.rate_tile = Tile(self.tr("Labels a minute"))
        self.acts_tile = Tile(self.tr("Actions an image"))
        self.left_tile = Tile(self.tr("Time left at this pace"))
        self.deciders_tile = Tile(self.tr("Decided by you · by the machine"))
        self.accuracy = LineChart(
            self.tr("Accuracy of the suggestions"),
            self.tr("Label a few images first: the share of right suggestions appears here."),
        )
        self.novelty = LineChart(
            self.tr("Precision and recall of new classes"),
            self.tr("Label a few images of at least two classes first."),
        )
        self.epsilon = EpsilonPanel()
        self.matrix = ConfusionMatrix()
        self.pace = BarChart(
            self.tr("Labels a minute"),
            self.tr("Label a few images first."),
            self.tr("minutes of work"),
        )
        self._curve: NoveltyView | None = None
        self.kinds = ShareBar(self.tr("Your decisions"))
        self.window_box = self._make_window_box()
        self._lay_out()
        self.matrix.cell_requested.connect(self.cell_requested)
        self.epsilon.epsilon_requested.connect(self.epsilon_requested)
        self.epsilon.automatic_requested.connect(self.automatic_requested)
        self.epsilon.previewed.connect(self._on_previewed)

    def set_view(self, view: StatisticsView) -> None:
        """Show figures."""
        self._show_tiles(view)
        self._show_accuracy(view)
        self._show_novelty(view)
        self._show_matrix(view)
        self._show_pace(view)
        self._show_kinds(view)

    def _make_window_box(self) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(self.tr("Moving average over"))
        box.setToolTip(self.tr("How many of the last images the moving average looks at"))
        for window in WINDOWS:
            if window is None:
                box.addItem(self.tr("Average of the last tenth"), window)
            else:
                box.addItem(self.tr("Average of the last {n}").format(n=window), window)
        box.activated.connect(self._on_window_chosen)
        return box

    def _lay_out(self) -> None:
        tiles = QHBoxLayout()
        tiles.setSpacing(SPACE.m)
        for tile in (
            self.accuracy_tile,
            self.rate_tile,
            self.acts_tile,
            self.left_tile,
            self.deciders_tile,
        ):
            tiles.addWidget(tile, 1)
        noticing = QWidget()
        column = QVBoxLayout(noticing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.s)
        column.addWidget(self.novelty, 1)
        column.addWidget(self.epsilon)
        self.novelty_card = Card(self.tr("Noticing new classes"), noticing)
        self.novelty.setToolTip(
            self.tr(
                "What every threshold would have done, worked out from your labels: each image "
                "counts once for its own class, and once as if its class were new. The "
                "dashed line is the precision of calling every image new."
            )
        )
        self.matrix_card = Card(self.tr("Known or new"), self.matrix)
        self.pace_card = Card(self.tr("Labels a minute"), self.pace)
        kinds = QWidget()
        column = QVBoxLayout(kinds)
        column.setContentsMargins(0, SPACE.xs, 0, 0)
        column.addWidget(self.kinds)
        column.addStretch(1)
        grid = QGridLayout()
        grid.setSpacing(SPACE.m)
        accuracy = Card(self.tr("Right suggestions"), self.accuracy, self.window_box)
        grid.addWidget(accuracy, 0, 0, 1, 2)
        grid.addWidget(Card(self.tr("Your decisions"), kinds), 0, 2)
        grid.addWidget(self.novelty_card, 1, 0)
        grid.addWidget(self.matrix_card, 1, 1)
        grid.addWidget(self.pace_card, 1, 2)
        for place, stretch in enumerate((5, 4, 4)):
            grid.setColumnStretch(place, stretch)
        grid.setRowStretch(0, 5)
        grid.setRowStretch(1, 6)
        page = QVBoxLayout(self)
        page.setContentsMargins(SPACE.l, SPACE.m, SPACE.l, SPACE.l)
        page.setSpacing(SPACE.m)
        page.addLayout(tiles)
        page.addLayout(grid, 1)

    # --- filling ------------------------------------------------------------------------------

    def _show_tiles(self, view: StatisticsView) -> None:
        acts = view.acts
        self.accuracy_tile.set_value(
            share_text(view.accuracy),
            self.tr(
                "Share of right suggestions among {n:,} answered images, the first one of each "
                "class left out; with those, {all}."
            ).format(n=view.answered, all=share_text(view.accuracy_all)),
        )
        self.rate_tile.set_value(
            rate_text(acts.labels.per_minute),
            self.tr(
                "{n:,} labels in {time} of work; pauses of over 2 minutes are left out."
            ).format(n=acts.labels.units, time=time_left(acts.labels.work_s)),
        )
        per_image = acts.acts / acts.images_judged if acts.images_judged else None
        self.acts_tile.set_value(
            UNKNOWN if per_image is None else f"{per_image:.2f}",
            self.tr("{acts:,} decisions, undo and redo included, about {images:,} images.").format(
                acts=acts.acts, images=acts.images_judged
            ),
        )
        if not acts.remaining and acts.human + acts.machine:
            left = self.tr("Done")
        else:
            left = UNKNOWN if view.seconds_left is None else time_left(view.seconds_left)
        self.left_tile.set_value(
            left,
            self.tr(
                "{n:,} images have no label yet; the pace is that of the last 10 minutes of work."
            ).format(n=acts.remaining),
        )
        self.deciders_tile.set_value(
            f"{acts.human:,} · {acts.machine:,}",
            self.tr("{human:,} images were decided by you, {machine:,} by the machine.").format(
                human=acts.human, machine=acts.machine
            ),
        )

    def _show_accuracy(self, view: StatisticsView) -> None:
        running, moving = view.running, view.moving
        if not any(not math.isnan(value) for value in running.values):
            self.accuracy.set_plot(Plot())
            return
        from_start, lately = self.tr("Since the beginning"), self.tr("Moving average")
        places = tuple(float(place) for place in running.places)

        def tip(place: int) -> str:
            return self.tr("After {n:,} images\n{name}: {one}\n{other}: {two}").format(
                n=running.places[place],
                name=from_start,
                one=share_text(running.values[place]),
                other=lately,
                two=share_text(moving.values[place]),
            )

        self.accuracy.set_plot(
            Plot(
                curves=(
                    Curve(f"{from_start} {share_text(running.values[-1])}", places, running.values),
                    Curve(
                        f"{lately} {share_text(moving.values[-1])}",
                        places,
                        moving.values,
                        "warning",
                        1.5,
                    ),
                ),
                x_title=self.tr("images answered"),
                x_largest=places[-1],
                tip_of=tip,
                sentence=self.tr(
                    "After {n:,} images, {one} of the suggestions were right since the beginning, "
                    "and {two} in the moving average."
                ).format(
                    n=view.answered,
                    one=share_text(running.values[-1]),
                    two=share_text(moving.values[-1]),
                ),
            )
        )

    def _show_novelty(self, view: StatisticsView) -> None:
        self.epsilon.set_view(view.novelty)
        self._plot_novelty(view.novelty)

    def _on_previewed(self, epsilon: float) -> None:
        curve = self._curve
        if curve is not None:
            point = curve.choices.outcome(epsilon).point
            self._plot_novelty(replace(curve, current=point))

    def _plot_novelty(self, curve: NoveltyView | None) -> None:
        self._curve = curve
        if curve is None:
            self.novelty.set_plot(Plot())
            return

        def tip(place: int) -> str:
            return self.tr("epsilon {epsilon}\nprecision {precision}\nrecall {recall}").format(
                epsilon=distance_text(curve.epsilon[place]),
                precision=share_text(curve.precision[place]),
                recall=share_text(curve.recall[place]),
            )

        sentence = self._novelty_words(curve)
        self.novelty.set_plot(
            Plot(
                curves=(Curve("", curve.recall, curve.precision),),
                x_title=self.tr("recall: how many of the new classes are noticed"),
                y_title=self.tr("precision: how many of these are really new"),
                x_is_share=True,
                level=curve.chance,
                marks=self._epsilon_mark(curve),
                tip_of=tip,
                sentence=sentence,
            )
        )

    def _epsilon_mark(self, curve: NoveltyView) -> tuple[Mark, ...]:
        point = curve.current
        if point is None:
            return ()
        words = self.tr("epsilon {epsilon}").format(epsilon=distance_text(point.epsilon))
        return (Mark(point.recall, point.precision or 0.0, words),)

    def _novelty_words(self, curve: NoveltyView) -> str:
        area = self.tr("Average precision {share}.").format(
            share=share_text(curve.average_precision)
        )
        point = curve.current
        if point is None:
            return self.tr("No epsilon is in force. {area}").format(area=area)
        return self.tr("Now: precision {precision}, recall {recall}. {area}").format(
            precision=share_text(point.precision), recall=share_text(point.recall), area=area
        )

    def _show_matrix(self, view: StatisticsView) -> None:
        self.matrix.set_counts(view.confusion)
        self.matrix_card.set_note(
            self.tr("Precision {precision}, recall {recall}.").format(
                precision=share_text(view.precision), recall=share_text(view.recall)
            )
            if view.answered
            else self.tr("Label a few images first.")
        )

    def _show_pace(self, view: StatisticsView) -> None:
        bins = view.acts.bins
        rate = rate_text(view.acts.labels.per_minute)
        self.pace_card.set_note(
            self.tr("Dashed: {rate} on average.").format(rate=rate) if bins else ""
        )
        self.pace.set_bars(
            tuple(
                Bar(
                    each.start_min,
                    each.end_min,
                    each.per_minute,
                    self.tr("From {start} to {end} of work\n{rate} labels a minute").format(
                        start=clock_text(each.start_min),
                        end=clock_text(each.end_min),
                        rate=rate_text(each.per_minute),
                    ),
                )
                for each in bins
            ),
            view.acts.labels.per_minute,
            self.tr("{rate} labels a minute in {time} of work.").format(
                rate=rate, time=time_left(view.acts.labels.work_s)
            ),
        )

    def _show_kinds(self, view: StatisticsView) -> None:
        kinds = view.acts.kinds
        rows = (
            (self.tr("Suggestion accepted"), DecisionKind.ACCEPT, "success", 0.85),
            (self.tr("Another class chosen"), DecisionKind.CORRECT, "warning", 0.8),
            (self.tr("New class named"), DecisionKind.NEW_CLASS, "accent", 0.85),
            (self.tr("Page confirmed"), DecisionKind.CONFIRM_PAGE, "success", 0.55),
            (self.tr("Skipped"), DecisionKind.SKIP, "muted", 0.75),
            (self.tr("Discarded"), DecisionKind.DISCARD, "muted", 0.5),
            (self.tr("Label removed"), DecisionKind.CLEAR, "muted", 0.3),
        )
        self.kinds.set_parts(
            (
                *(Part(name, kinds.get(kind, 0), tone, much) for name, kind, tone, much in rows),
                Part(self.tr("Taken back"), view.acts.taken_back, "error", 0.8),
            )
        )

    def _on_window_chosen(self, place: int) -> None:
        self.window_requested.emit(WINDOWS[place])
