"""Between the settings and the dialogs: what they show, what they check, what they change."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from iaia_desktop.core.errors import EncoderError
from iaia_desktop.core.saying import Saying
from iaia_desktop.session.elsewhere_wish import ElsewhereWish
from iaia_desktop.session.services import Services
from iaia_desktop.session.settings_view import (
    EncoderChoice,
    SettingsSurroundings,
    SettingsView,
)
from iaia_desktop.session.transfer_views import ImportSource
from iaia_desktop.session.typed_path import typed_path

if TYPE_CHECKING:
    from iaia_desktop.session.workspace import Workspace

_OPEN_CLIP_CONFIG = "open_clip_config.json"


class Preferences:
    """Read and change the settings for the person. GUI thread.

    Parameters
    ----------
    services : Services
        Holds the settings file.
    """

    def __init__(self, services: Services) -> None:
        self._services = services

    def view(self, workspace: Workspace | None) -> SettingsView:
        """Return the settings; those of the open session where it has its own."""
        value = self._services.settings.value
        spec, method = value.encoder_spec, value.method
        if workspace is not None:
            spec, method = workspace.encoder_spec, workspace.session.engine.method
        return SettingsView(
            encoder_spec=spec,
            method=method,
            theme=value.theme,
            language=value.language,
            keep_zoom=value.keep_zoom,
            thumbnail_size_px=value.thumbnail_size_px,
            keys=value.keys,
        )

    def surroundings(self, workspace: Workspace | None) -> SettingsSurroundings:
        """Return the encoders and precisions to choose from, and the keys that classes have."""
        from iaia_desktop.encoders.registry import list_encoders
        from iaia_desktop.session.precision_trials import precision_choices

        choices = tuple(
            EncoderChoice(
                spec=row.spec,
                title=row.title,
                note=row.note,
                licence=row.licence,
                present=row.present,
                size_bytes=row.size_bytes,
                location="" if row.location is None else str(row.location),
            )
            for row in list_encoders()
        )
        classes = workspace.session.state.classes() if workspace is not None else []
        in_use = workspace.encoders.encoder if workspace is not None else None
        return SettingsSurroundings(
            choices,
            {row.key: row.name for row in classes if row.key},
            precision_choices("" if in_use is None else in_use.device),
        )

    def take(self, view: SettingsView, workspace: Workspace | None) -> None:
        """Keep what the dialog returns, and let the open session follow."""
        self._services.settings.change(
            encoder_spec=view.encoder_spec,
            method=view.method,
            theme=view.theme,
            language=view.language,
            keep_zoom=view.keep_zoom,
            thumbnail_size_px=view.thumbnail_size_px,
            keys=dict(view.keys),
        )
        if workspace is None:
            return
        if workspace.session.engine.method != view.method:
            workspace.use_method(view.method)
        if workspace.encoder_spec != view.encoder_spec:
            workspace.use_encoder(view.encoder_spec)

    # --- checks, in words ---------------------------------------------------------------------

    def spec_problem(self, spec: str) -> str | None:
        """Return what is wrong with an encoder's spec, or None."""
        from iaia_desktop.encoders.spec import parse_spec

        try:
            parse_spec(spec)
        except EncoderError as error:
            return error.words
        return None

    def spec_of_folder(self, folder: str) -> str:
        """Return the spec of a folder with weights: open_clip's when it has that configuration."""
        family = "open_clip" if (Path(folder) / _OPEN_CLIP_CONFIG).is_file() else "timm"
        return f"{family}:local-dir:{folder}"

    def elsewhere_problem(self, wish: ElsewhereWish) -> str | None:
        """Return what stands against embeddings made elsewhere, as far as a glance tells."""
        if not os.path.exists(wish.place):  # noqa: PTH110 - see import_problem
            return Saying("There is no “{place}”.", place=wish.place)
        return self.spec_problem(wish.spec) if wish.spec else None

    def import_problem(self, source: ImportSource, path: str) -> str | None:
        """Return what stands against importing from a path, or None."""
        if not path.strip():
            return Saying("Choose where the labels are.")
        chosen = typed_path(path)
        # Not by Path, which raises where it may not look, and for names that are too long.
        if source is ImportSource.CLASS_FOLDERS and not os.path.isdir(chosen):  # noqa: PTH112
            return Saying("“{path}” is not a folder.", path=path)
        if source is ImportSource.CSV and not os.path.isfile(chosen):  # noqa: PTH113
            return Saying("“{path}” is not a file.", path=path)
        return None
