"""Turn a function that reports through a callback into a generator that yields the reports."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Generator
from typing import Generic, TypeVar

from iaia_desktop.core.cancel import CancelToken

Event = TypeVar("Event")
Result = TypeVar("Result")

_POLL_S = 0.05


class _Call(Generic[Event, Result]):
    """One run of the function on a thread of its own."""

    def __init__(self, function: Callable[[Callable[[Event], None]], Result]) -> None:
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.results: list[Result] = []
        self.error: BaseException | None = None
        self._function = function

    def run(self) -> None:
        try:
            self.results.append(self._function(self.events.put))
        except BaseException as error:  # noqa: BLE001 - raised again in the job's own thread
            self.error = error


def events_from(
    function: Callable[[Callable[[Event], None]], Result], cancel: CancelToken
) -> Generator[Event, None, Result]:
    """Run ``function`` on a thread and yield what it reports.

    Parameters
    ----------
    function : callable
        Takes the callback to report with; must look at ``cancel`` itself.
    cancel : CancelToken
        When set, the generator stops waiting at once; the thread ends by itself.

    Yields
    ------
    Event
        What the function reported; only the latest of those that piled up.

    Returns
    -------
    Result
        What the function returned. What it raised is raised here.

    Raises
    ------
    CancelledError
        When the token is set.
    """
    call: _Call[Event, Result] = _Call(function)
    thread = threading.Thread(target=call.run, name="reporting-call", daemon=True)
    thread.start()
    while thread.is_alive():
        cancel.raise_if_cancelled()
        thread.join(_POLL_S)
        latest = _latest(call.events)
        if latest is not None:
            yield latest
    # What came between the last look and the end, a final 100 % above all.
    latest = _latest(call.events)
    if latest is not None:
        yield latest
    if call.error is not None:
        raise call.error
    return call.results[0]


def _latest(events: queue.SimpleQueue[Event]) -> Event | None:
    latest = None
    while True:
        try:
            latest = events.get_nowait()
        except queue.Empty:
            return latest
