"""Count what a process holds: memory, threads, files, timers, widgets and other objects of Qt."""

from __future__ import annotations

import ctypes
import gc
import os
import re
import sys
import threading
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

_POOLED = "Thread (pooled)"
_EVENTS = "anon_inode:[eventfd]"
_PAGE_BYTES = os.sysconf("SC_PAGESIZE") if hasattr(os, "sysconf") else 4096


@dataclass
class Alive:
    """What is alive at one moment, after everything that can be thrown away is."""

    objects: Counter[str] = field(default_factory=Counter)
    """Living objects of Qt that Python knows, by type."""
    widgets: Counter[str] = field(default_factory=Counter)
    """All widgets, by Qt's name of their class."""
    timers: int = 0
    """Timers that tick on and on."""
    threads: Counter[str] = field(default_factory=Counter)
    """Threads of Python, by name."""
    tasks: int = 0
    """Threads of the process as the system counts them; 0 where it does not say."""
    files: Counter[str] = field(default_factory=Counter)
    """Open files of the process, by what they lead to; empty where the system does not say."""
    rss_bytes: int = 0
    """Memory of the process; 0 where the system does not say."""

    def beyond(self, before: Alive) -> dict[str, int]:
        """Return what there is more of than before."""
        more: dict[str, int] = {}
        for kind in ("objects", "widgets", "threads", "files"):
            for name, count in (getattr(self, kind) - getattr(before, kind)).items():
                more[f"{kind}: {name}"] = count
        for kind in ("timers", "tasks"):
            count = getattr(self, kind) - getattr(before, kind)
            if count > 0:
                more[kind] = count
        return more


def settle() -> None:
    """Deliver all events, and throw away everything that can be."""
    for _ in range(3):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    frozen = gc.get_freeze_count() > 0
    gc.unfreeze()
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    if frozen:
        gc.freeze()
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).malloc_trim(0)


def count_alive() -> Alive:
    """Settle, and count."""
    settle()
    found = Alive()
    frozen = gc.get_freeze_count() > 0
    gc.unfreeze()
    for thing in gc.get_objects():
        if issubclass(type(thing), QObject) and isValid(thing):
            found.objects[type(thing).__name__] += 1
            found.timers += (
                isinstance(thing, QTimer) and thing.isActive() and not thing.isSingleShot()
            )
    if frozen:
        gc.freeze()
    for widget in QApplication.allWidgets():
        found.widgets[widget.metaObject().className()] += 1
    found.threads.update(
        thread.name
        for thread in threading.enumerate()
        if not isinstance(thread, threading._DummyThread)
    )
    task, fd = Path("/proc/self/task"), Path("/proc/self/fd")
    if task.is_dir() and fd.is_dir():
        # Qt scales and converts pictures in a pool of its own, whose threads go after half a minute
        # without work. Each has a handle for its events, as all threads of Qt's.
        names = [name for entry in task.iterdir() if (name := _name(entry))]
        found.tasks = len(names) - names.count(_POOLED)
        for entry in os.listdir(fd):  # noqa: PTH208 - the folder's own handle is among them
            try:
                target = str((fd / entry).readlink())
            except OSError:
                continue  # that of the listing
            if target != _EVENTS:
                found.files[_short(target)] += 1
        statm = Path("/proc/self/statm").read_text(encoding="ascii").split()
        found.rss_bytes = int(statm[1]) * _PAGE_BYTES
    return found


def _name(task: Path) -> str:
    """Return what the system calls a thread; "" when it is gone."""
    try:
        return (task / "comm").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def _short(target: str) -> str:
    """Return what a handle leads to, without numbers that differ from run to run."""
    kind, separator, _ = target.partition(":[")
    return f"{kind}:" if separator else re.sub(r"\d+", "0", target)
