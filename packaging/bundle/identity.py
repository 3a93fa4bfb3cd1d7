"""The names that the program has on the systems: one place for the spec and all that is written."""

from __future__ import annotations

PROGRAM = "iaia-desktop"
"""The command, the bundle's folder, the icon and the desktop entry."""

WINDOW_PROGRAM = "iaia-desktop-window"
"""On Windows: the same without a console, for the menu and for double-clicks."""

NAME = "IAIA Desktop"

SUMMARY = "Label a folder of images with suggestions that learn as you go"

APPLICATION_ID = "io.github.iaia_desktop.IaiaDesktop"
"""Of AppStream and macOS, which want the form of an address turned round. It is a name, not a place
to go to; once software shops know it, it must not change."""

SESSION_TYPE = "application/x-iaia-session"
"""The MIME type of a session file."""

SESSION_TYPE_ID = "io.github.iaia_desktop.session"
"""The same for macOS, where types have names of that form."""

SESSION_WORDS = "IAIA Desktop session"
