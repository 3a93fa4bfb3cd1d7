"""The identity that Windows' task bar is told; Windows itself was never asked."""

from __future__ import annotations

import ctypes
import sys
from types import SimpleNamespace

import pytest

from iaia_desktop.task_bar import IDENTITY, claim_place_in_task_bar


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    names: list[str] = []
    shell = SimpleNamespace(SetCurrentProcessExplicitAppUserModelID=names.append)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(shell32=shell), raising=False)
    return names


def test_windows_is_told(told: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    claim_place_in_task_bar()
    assert told == [IDENTITY]
    # The rules that Windows has for such a name.
    assert len(IDENTITY) <= 128
    assert " " not in IDENTITY


def test_others_are_not_asked(told: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    claim_place_in_task_bar()
    assert told == []


def test_a_windows_without_it_is_none_the_worse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(), raising=False)
    claim_place_in_task_bar()
