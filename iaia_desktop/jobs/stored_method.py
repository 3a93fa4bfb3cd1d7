"""Names of the settings that a session file keeps, and the method read from them."""

from __future__ import annotations

from iaia_desktop.core.method import Method
from iaia_desktop.store.session_file import SessionStore

ENCODER_SETTING = "encoder_spec"
"""Name of the setting that holds the spec of the wanted encoder."""

METHOD_SETTING = "method"
"""Name of the setting that holds distance, epsilon and learning."""

ELSEWHERE_SETTING = "embeddings_elsewhere"
"""Name of the setting that holds where embeddings made elsewhere are, and who made them."""


def read_method(store: SessionStore, default: Method) -> Method:
    """Return the session's method; what it does not say, or says wrongly, is the default."""
    return Method.from_json(store.get_setting(METHOD_SETTING, {}), default)


def write_method(store: SessionStore, method: Method) -> None:
    """Keep the method in the session."""
    store.set_setting(METHOD_SETTING, method.as_json())
