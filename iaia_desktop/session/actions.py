"""The actions table: every verb of the person is one row, and menus, keys and help come from it."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass


class Menu(enum.StrEnum):
    """The menus, in the order of the menu bar."""

    FILE = "File"
    LABEL = "Label"
    GO = "Go"
    VIEW = "View"
    HELP = "Help"


class Needs(enum.StrEnum):
    """When an action is enabled."""

    NOTHING = "nothing"
    SESSION = "session"
    IMAGE = "image"
    DECIDED = "decided"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class Action:
    """One verb of the person.

    Attributes
    ----------
    action_id : str
        Name in settings, and of the method that handles it.
    text : str
        Menu text, with its mnemonic.
    keys : tuple of str
        Default keys in Qt's portable text; the first one is shown in the menu.
    menu : Menu
        Where it stands.
    tip : str
        One line for tool tips and the sheet of keys.
    needs : Needs
        When it is enabled.
    icon : str
        Name of an icon, or "".
    separated : bool
        Whether a separator stands above it.
    checkable : bool
        Whether it is a switch.
    submenu : str
        Title of the menu within the menu where it stands, with its mnemonic; switches of one
        submenu exclude each other. "" for none.
    """

    action_id: str
    text: str
    keys: tuple[str, ...]
    menu: Menu
    tip: str
    needs: Needs = Needs.IMAGE
    icon: str = ""
    separated: bool = False
    checkable: bool = False
    submenu: str = ""

    @property
    def plain_text(self) -> str:
        """The text without mnemonic and dots, for lists."""
        return self.text.replace("&", "").removesuffix("…")


ORDER_MENU = "Ord&er"
"""Title of the submenu of orders."""

ACTIONS: tuple[Action, ...] = (
    Action("open_folder", "&Open folder…", ("Ctrl+O",), Menu.FILE,
           "Open a folder of images, or go on where you stopped", Needs.NOTHING, "folder-open"),
    Action("open_session", "Open &session file…", ("Ctrl+Shift+O",), Menu.FILE,
           "Open a session file that lies anywhere", Needs.NOTHING, "file"),
    Action("open_demo", "Open the &demo", (), Menu.FILE,
           "Try the program on pictures it draws itself", Needs.NOTHING, "sparkles"),
    Action("close_session", "&Close session", ("Ctrl+W",), Menu.FILE,
           "Go back to the start page; everything is saved already", Needs.SESSION, "x"),
    Action("rescan", "&Look for changes in the folder", ("F5",), Menu.FILE,
           "Find images that are new, renamed, gone or back", Needs.SESSION, "refresh", True),
    Action("locate_folder", "Find the &folder…", (), Menu.FILE,
           "Say where the folder of images is now", Needs.SESSION, "folder"),
    Action("use_embeddings", "Use embeddings made else&where…", (), Menu.FILE,
           "Look up what another machine has embedded, in a file or a folder",
           Needs.SESSION, "layers"),
    Action("import_labels", "&Import labels…", ("Ctrl+I",), Menu.FILE,
           "Take labels from a folder per class or a CSV", Needs.SESSION, "log-in", True),
    Action("export_labels", "&Export…", ("Ctrl+E",), Menu.FILE,
           "Write a folder per class and tables of the labels", Needs.SESSION, "log-out"),
    Action("open_settings", "Se&ttings…", ("Ctrl+,",), Menu.FILE,
           "Encoder, what ranks, epsilon, looks and keys", Needs.NOTHING, "settings", True),
    Action("quit", "&Quit", ("Ctrl+Q",), Menu.FILE,
           "Leave; every decision is saved already", Needs.NOTHING, "", True),
    Action("accept", "&Accept the suggestion", ("Space", "Return", "Enter"), Menu.LABEL,
           "Label the image with the suggested class and go to the next", Needs.IMAGE, "check"),
    Action("new_class", "&New class…", ("N",), Menu.LABEL,
           "Name a new class for the image", Needs.IMAGE, "plus"),
    Action("name_classes", "&Type class names…", ("Ctrl+N",), Menu.LABEL,
           "Make many classes by their names, before any image has a label",
           Needs.SESSION, "tag"),
    Action("find_class", "&Find a class…", ("/",), Menu.LABEL,
           "Label the image with a class found by typing", Needs.IMAGE, "search"),
    Action("review_agree", "Chan&ge as the review says", ("=",), Menu.LABEL,
           "Give what the review asks about the label that fits better",
           Needs.SESSION, "pencil"),
    Action("skip", "&Skip", ("S",), Menu.LABEL,
           "Leave the image for later and go to the next", Needs.IMAGE, "skip-forward", True),
    Action("discard", "&Discard", ("X",), Menu.LABEL,
           "Keep the image out of the export; its file is not touched", Needs.IMAGE, "archive"),
    Action("clear_label", "&Remove the label", ("Del",), Menu.LABEL,
           "Make the image undecided again", Needs.DECIDED, "eraser"),
    Action("auto_label", "Auto-&label the rest…", ("Ctrl+Shift+L",), Menu.LABEL,
           "Let the machine label what it is sure of, with a promise about its errors",
           Needs.SESSION, "machine", True),
    Action("supervision", "Super&vision…", (), Menu.LABEL,
           "Ask for every image, for a random share, or only when unsure", Needs.SESSION),
    Action("undo", "&Undo", ("Ctrl+Z", "Backspace"), Menu.LABEL,
           "Take the last decision back", Needs.UNDO, "undo", True),
    Action("redo", "R&edo", ("Ctrl+Shift+Z", "Ctrl+Y"), Menu.LABEL,
           "Do again what was taken back", Needs.REDO, "redo"),
    Action("previous_image", "&Previous image", ("Left", "Up"), Menu.GO,
           "Go back without labelling", Needs.IMAGE, "chevron-left"),
    Action("next_image", "&Next image", ("Right", "Down"), Menu.GO,
           "Go on without labelling", Needs.IMAGE, "chevron-right"),
    Action("next_unlabelled", "Next &unlabelled image", ("U",), Menu.GO,
           "Jump to the next image without a decision", Needs.IMAGE, "chevrons-right"),
    Action("next_skipped", "Next &skipped image", ("Shift+S",), Menu.GO,
           "Jump to the next image that was skipped", Needs.IMAGE),
    Action("next_discarded", "Next &discarded image", ("Shift+X",), Menu.GO,
           "Jump to the next discarded image, to take it back", Needs.IMAGE),
    Action("first_image", "&First image", ("Home",), Menu.GO,
           "Go to the first image", Needs.IMAGE, "", True),
    Action("last_image", "&Last image", ("End",), Menu.GO,
           "Go to the last image", Needs.IMAGE),
    Action("order_folder", "Folder &order", (), Menu.GO,
           "Ask for images as they lie in the folder",
           Needs.SESSION, "", True, True, ORDER_MENU),
    Action("order_surest", "Su&rest first", (), Menu.GO,
           "Ask for the images first whose suggestion is likeliest to be right",
           Needs.SESSION, "", False, True, ORDER_MENU),
    Action("order_least_sure", "Le&ast sure first", (), Menu.GO,
           "Ask for the images first that teach the suggestions most",
           Needs.SESSION, "", False, True, ORDER_MENU),
    Action("order_most_different", "&Most different first", (), Menu.GO,
           "Ask for the images first that look least like all labelled ones",
           Needs.SESSION, "", False, True, ORDER_MENU),
    Action("order_by_class", "By likely &class", (), Menu.GO,
           "Ask for the images of one class after the other, the surest first",
           Needs.SESSION, "", False, True, ORDER_MENU),
    Action("label_pages", "Pages of &look-alikes", ("G",), Menu.VIEW,
           "Show images that look like one class, and confirm them with one key",
           Needs.SESSION, "grid"),
    Action("search_images", "Searc&h and filter", ("Ctrl+F",), Menu.VIEW,
           "Find images by words or names, by class, state and distance",
           Needs.SESSION, "search"),
    Action("find_similar", "Find images lik&e this", ("Ctrl+L",), Menu.VIEW,
           "Show the images that look most like this one, to label them together",
           Needs.IMAGE, "copy"),
    Action("review_labels", "Re&view the labels", ("R",), Menu.VIEW,
           "Look again at labels that do not fit, at near-duplicates and at classes",
           Needs.SESSION, "circle-dot"),
    Action("one_image", "One image at a &time", ("Esc",), Menu.VIEW,
           "Leave pages, review or search, and go on with the image", Needs.SESSION, "image"),
    Action("zoom_fit", "&Fit", ("Ctrl+0",), Menu.VIEW,
           "Show the whole image", Needs.IMAGE, "maximize"),
    Action("zoom_actual", "&Actual size", ("Ctrl+1",), Menu.VIEW,
           "One pixel of the image on one pixel of the screen", Needs.IMAGE, "one-to-one"),
    Action("zoom_in", "Zoom &in", ("Ctrl++", "Ctrl+="), Menu.VIEW,
           "Look closer", Needs.IMAGE, "zoom-in"),
    Action("zoom_out", "Zoom &out", ("Ctrl+-",), Menu.VIEW,
           "Look from further away", Needs.IMAGE, "zoom-out"),
    Action("keep_zoom", "&Keep the zoom between images", ("Ctrl+K",), Menu.VIEW,
           "Show the next image with the same zoom and place", Needs.NOTHING, "", False, True),
    Action("show_statistics", "Show &statistics…", ("Ctrl+T",), Menu.VIEW,
           "How good the suggestions are, what is confused, and how fast it goes",
           Needs.SESSION, "chart", True),
    Action("show_problems", "Show &problem files…", ("Ctrl+P",), Menu.VIEW,
           "List the files that cannot be read, with the reason", Needs.SESSION, "alert"),
    Action("show_keys", "&Sheet of keys", ("F1", "?"), Menu.HELP,
           "Show every key on one page", Needs.NOTHING, "keyboard"),
    Action("about", "&About IAIA Desktop", (), Menu.HELP,
           "Version, licence, and where your data lie", Needs.NOTHING, "info"),
)  # fmt: skip
"""Every action, in menu order."""


def action(action_id: str) -> Action:
    """Return the action with this id.

    Raises
    ------
    KeyError
        When there is none.
    """
    for row in ACTIONS:
        if row.action_id == action_id:
            return row
    raise KeyError(action_id)


def effective_keys(changed: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return every action's keys: the person's where changed, else the default ones."""
    return {row.action_id: changed.get(row.action_id, row.keys) for row in ACTIONS}


RESERVED_KEYS: frozenset[str] = frozenset()
"""Plain letters kept free for what is still to come."""

CLASS_KEYS = "1234567890abcdefghijklmnopqrstuvwxyz"
"""Keys for classes in the order they are given out."""


def class_keys_available(keys: Mapping[str, tuple[str, ...]]) -> str:
    """Return the characters free for classes, in the order in which they are given out.

    Parameters
    ----------
    keys : mapping of str to tuple of str
        The effective keys of all actions.
    """
    taken = {key.lower() for row in keys.values() for key in row if len(key) == 1}
    return "".join(key for key in CLASS_KEYS if key not in taken | RESERVED_KEYS)
