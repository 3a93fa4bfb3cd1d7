"""What of a text could not be said in another language."""

from __future__ import annotations

import re

from iaia_desktop.core.saying import translated


def english_left(text: str, *plain: object) -> str:
    """Return the letters of a text that would be English in every language."""
    rest = translated(text, lambda template: re.sub(r"[^\W\d_]+(?![^{]*})", "", template))
    for each in plain:
        rest = rest.replace(str(each), "")
    return "".join(re.findall(r"[^\W\d_]+", rest))
