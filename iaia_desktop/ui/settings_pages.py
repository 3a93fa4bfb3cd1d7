"""Two of the pages of the settings, encoder and looks, and what all pages are made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from iaia_desktop.core.saying import Saying
from iaia_desktop.session.precision_trials import FULL, join_precision, split_precision
from iaia_desktop.session.settings_view import EncoderChoice, PrecisionChoice
from iaia_desktop.ui.elided_label import ElidedLabel
from iaia_desktop.ui.icons import icon
from iaia_desktop.ui.language import LANGUAGES
from iaia_desktop.ui.precision_box import PrecisionBox
from iaia_desktop.ui.quantity_words import bytes_text
from iaia_desktop.ui.radio_card import RadioCards
from iaia_desktop.ui.said import said
from iaia_desktop.ui.theme import set_role
from iaia_desktop.ui.theme_tokens import SPACE

BUILTIN_SPEC = "builtin"

CUSTOM = "custom"
"""The value of the card with a spec of the person's own."""


def page_column(page: QWidget) -> QVBoxLayout:
    """Return the layout of a page."""
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, SPACE.s, 0)
    column.setSpacing(SPACE.s)
    return column


def heading(text: str) -> QLabel:
    """Return the heading of a group."""
    label = QLabel(text)
    set_role(label, "title")
    return label


def explanation(text: str) -> QLabel:
    """Return secondary text that wraps."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    set_role(label, "small")
    return label


def encoder_words(text: str) -> str:
    """Return the title or the note of an encoder; those of presets are translated."""
    if isinstance(text, Saying):
        return said(text)
    return QCoreApplication.translate("Encoders", text)


class EncoderPage(QWidget):
    """Choose the encoder.

    Parameters
    ----------
    choices : sequence of EncoderChoice
        The cards.
    check_spec : callable
        Takes a spec; returns what is wrong with it, or None.
    spec_of_folder : callable
        Takes a folder with weights; returns its spec.
    precisions : sequence of PrecisionChoice
        What an encoder may compute in.
    """

    changed = Signal()

    trial_requested = Signal(str)
    """spec: it is to be measured against full precision."""

    def __init__(
        self,
        choices: Sequence[EncoderChoice],
        check_spec: Callable[[str], str | None],
        spec_of_folder: Callable[[str], str],
        parent: QWidget | None = None,
        *,
        precisions: Sequence[PrecisionChoice] = (),
    ) -> None:
        super().__init__(parent)
        self._choices = {choice.spec: choice for choice in choices}
        self._check_spec = check_spec
        self._spec_of_folder = spec_of_folder
        self._cards = RadioCards()
        for choice in choices:
            tag, tone = self._tag(choice)
            title, note = encoder_words(choice.title), encoder_words(choice.note)
            self._cards.add(choice.spec, title, note, tag=tag, tone=tone)
        self._cards.add(
            CUSTOM,
            self.tr("Another encoder"),
            self.tr("Any model of open_clip or timm, by its spec, or a folder with weights."),
        )
        self._spec = QLineEdit()
        self._spec.setPlaceholderText("open_clip:MODEL/PRETRAINED, timm:NAME")
        self._spec.setAccessibleName(self.tr("Spec of the encoder"))
        self._folder = QPushButton(self.tr("Use a folder with weights…"))
        self._folder.setIcon(icon("folder-open"))
        self._folder.setAutoDefault(False)
        self._problem = explanation("")
        set_role(self._problem, "error-text")
        self._location = ElidedLabel()
        set_role(self._location, "small")
        self.precision = PrecisionBox(precisions)
        self.precision.setVisible(bool(precisions))

        column = page_column(self)
        column.addWidget(heading(self.tr("Encoder")))
        column.addWidget(
            explanation(
                self.tr(
                    "The encoder turns an image into numbers that can be compared. Another one "
                    "looks at every image again, in the background; labels stay."
                )
            )
        )
        column.addWidget(self._cards)
        row = QHBoxLayout()
        row.addWidget(self._spec, 1)
        row.addWidget(self._folder)
        column.addLayout(row)
        column.addWidget(self._problem)
        column.addWidget(self._location)
        column.addSpacing(SPACE.s)
        column.addWidget(self.precision)
        column.addStretch(1)
        self._cards.changed.connect(self._on_changed)
        self.precision.changed.connect(self._on_changed)
        self.precision.trial_requested.connect(self._ask_trial)
        self._spec.textEdited.connect(self._on_typed)
        self._folder.clicked.connect(self._ask_folder)

    @property
    def spec(self) -> str:
        """The spec chosen, with its precision."""
        plain = self._plain_spec
        if not plain or plain == BUILTIN_SPEC:
            return plain
        return join_precision(plain, self.precision.value)

    @property
    def _plain_spec(self) -> str:
        if self._cards.value != CUSTOM:
            return self._cards.value
        return split_precision(self._spec.text().strip())[0].strip()

    @property
    def problem(self) -> str:
        """What is wrong with the spec; "" for nothing."""
        if self._cards.value != CUSTOM:
            return ""
        if not self.spec:
            return self.tr("Type a spec, or choose a folder with weights.")
        return said(self._check_spec(self.spec) or "")

    def set_spec(self, spec: str) -> None:
        """Choose this encoder, in its precision."""
        plain, precision = split_precision(spec)
        if not self._cards.choose(plain):
            self._spec.setText(plain)
            self._cards.choose(CUSTOM)
        self.precision.choose(precision or FULL)
        self._on_changed()

    def use_folder(self, folder: str) -> None:
        """Choose the weights in a folder."""
        self.set_spec(self._spec_of_folder(folder))

    def _tag(self, choice: EncoderChoice) -> tuple[str, str]:
        if choice.size_bytes is None:
            return self.tr("Needs no weights"), "success"
        size = bytes_text(choice.size_bytes)
        if choice.present:
            return self.tr("Ready, {size}").format(size=size), "success"
        return self.tr("Download, {size}").format(size=size), ""

    def _ask_trial(self) -> None:
        self.trial_requested.emit(self.spec)

    def _on_typed(self) -> None:
        self._cards.choose(CUSTOM)
        _, precision = split_precision(self._spec.text().strip())
        if precision is not None:
            self.precision.choose(precision)
        self._on_changed()

    def _on_changed(self) -> None:
        self._problem.setText(self.problem)
        self._problem.setVisible(bool(self._problem.text()))
        self.precision.forget_outcome()
        self.precision.set_open_to_choice(self._plain_spec != BUILTIN_SPEC)
        choice = self._choices.get(self._plain_spec)
        location = choice.location if choice else ""
        if choice is not None and location:
            words = self.tr("Weights: {path}") if choice.present else self.tr("Fetched to: {path}")
            location = words.format(path=location)
        licence = choice.licence if choice else ""
        tip = self.tr("Licence: {licence}").format(licence=licence) if licence else ""
        self._location.set_full_text(location, tip)
        self.changed.emit()

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Folder with weights"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.use_folder)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


class LooksPage(QWidget):
    """Choose light or dark, the language, the size of thumbnails, and whether the zoom stays."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = RadioCards()
        self._theme.add("system", self.tr("As the system"), self.tr("Follows it as it changes."))
        self._theme.add("light", self.tr("Light"), self.tr("Dark words on light grounds."))
        self._theme.add("dark", self.tr("Dark"), self.tr("Light words on dark grounds."))
        self._language = QComboBox()
        self._language.addItem(self.tr("As the system"), "system")
        for code, name in LANGUAGES.items():
            self._language.addItem(name, code)
        self._language.setMinimumWidth(160)
        self._language.setAccessibleName(self.tr("Language"))
        self._thumbnail = QSpinBox()
        self._thumbnail.setRange(48, 192)
        self._thumbnail.setSingleStep(8)
        self._thumbnail.setSuffix(self.tr(" px"))
        self._thumbnail.setMinimumWidth(120)
        self._keep_zoom = QCheckBox(self.tr("Keep the zoom between images"))
        label = QLabel(self.tr("Size of the pictures in the &film strip"))
        label.setBuddy(self._thumbnail)
        self._thumbnail.setAccessibleName(self.tr("Size of the pictures in the film strip"))

        column = page_column(self)
        column.addWidget(heading(self.tr("Theme")))
        column.addWidget(self._theme)
        column.addSpacing(SPACE.s)
        column.addWidget(heading(self.tr("Language")))
        row = QHBoxLayout()
        row.addWidget(explanation(self.tr("It changes when the program starts the next time.")), 1)
        row.addWidget(self._language)
        column.addLayout(row)
        column.addSpacing(SPACE.s)
        column.addWidget(heading(self.tr("Images")))
        row = QHBoxLayout()
        row.addWidget(label)
        row.addStretch(1)
        row.addWidget(self._thumbnail)
        column.addLayout(row)
        column.addWidget(self._keep_zoom)
        column.addStretch(1)

    @property
    def theme(self) -> str:
        """The theme chosen."""
        return self._theme.value

    @property
    def language(self) -> str:
        """The language chosen: a code, or ``system``."""
        return str(self._language.currentData())

    @property
    def thumbnail_size_px(self) -> int:
        """The size chosen."""
        return self._thumbnail.value()

    @property
    def keep_zoom(self) -> bool:
        """Whether the zoom shall stay."""
        return self._keep_zoom.isChecked()

    def set_looks(
        self, theme: str, thumbnail_size_px: int, *, keep_zoom: bool, language: str = "system"
    ) -> None:
        """Show these looks."""
        self._language.setCurrentIndex(max(0, self._language.findData(language)))
        self._theme.choose(theme)
        self._thumbnail.setValue(thumbnail_size_px)
        self._keep_zoom.setChecked(keep_zoom)
