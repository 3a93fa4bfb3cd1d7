"""The language of the window: the catalogues that Qt looks texts up in, by the settings."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from iaia_desktop.resource_files import resources_folder

LANGUAGES = {"en": "English", "de": "Deutsch", "it": "Italiano"}
"""Code and name of every language of the window; a name stands in its own language."""

SOURCE_LANGUAGE = "en"
"""The one that the texts in the code are written in, which needs no catalogue."""


def language_for(wanted: str) -> str:
    """Return the language that a setting stands for.

    Parameters
    ----------
    wanted : str
        A code of ``LANGUAGES``, or ``system``: the first of the system's languages that there is.
    """
    if wanted in LANGUAGES:
        return wanted
    for name in QLocale.system().uiLanguages():
        code = name.replace("_", "-").partition("-")[0]
        if code in LANGUAGES:
            return code
    return SOURCE_LANGUAGE


def catalogue_path(language: str) -> Path:
    """Return where the texts of the window in a language lie."""
    return resources_folder() / "translations" / f"iaia-desktop_{language}.qm"


def install_language(application: QCoreApplication, wanted: str) -> list[QTranslator]:
    """Have the texts of the window, and Qt's own, translated from now on.

    Before any widget is made: texts that are set already stay. A catalogue that is missing is no
    error, its texts are English then.

    Parameters
    ----------
    application : QCoreApplication
        Owns the translators.
    wanted : str
        A code of ``LANGUAGES``, or ``system``.

    Returns
    -------
    list of QTranslator
        Those installed; none for English, which costs nothing so.
    """
    language = language_for(wanted)
    if language == SOURCE_LANGUAGE:
        return []
    qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    installed = []
    # What is installed last is asked first.
    for path in (str(Path(qt_folder, f"qtbase_{language}.qm")), str(catalogue_path(language))):
        translator = QTranslator(application)
        if translator.load(path) and application.installTranslator(translator):
            installed.append(translator)
        else:
            translator.deleteLater()
    return installed
