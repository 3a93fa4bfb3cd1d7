"""A sheet: what takes the place of the one image, such as a page of look-alikes or the review."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from iaia_desktop.core.types import ClassId


class Sheet(QWidget):
    """Stand beside the list of classes in place of image, suggestion and film strip.

    While a sheet is shown, the verbs that it handles go to it, and so do keys of classes. All other
    verbs of the actions table do what they always do, or nothing where they are about the one
    image.
    """

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what verbs of the actions table do on this sheet, by action id."""
        return {}

    def take_class(self, class_id: ClassId) -> None:
        """Give the chosen class (by key, list or picker) to what is selected."""

    def take_new_class(self, name: str) -> None:
        """Found a class of this name, and give it to what is selected."""

    def activate(self) -> None:
        """Begin to be shown."""

    def deactivate(self) -> None:
        """Stop being shown."""
