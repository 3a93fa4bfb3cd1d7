"""Damaged sessions: each opens with what was decided, or is refused in words and comes back.

A session as of several days is damaged in one of many ways. Then it is opened, in the ordinary way
and with its check put off as the window does it. Nothing may ever open with other data than the
person's; what is refused must come back from its backups and its log, all of it.
"""

from __future__ import annotations

import random
import shutil
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from iaia_desktop.core.errors import SessionFileError, SessionNewerError
from iaia_desktop.core.types import AnnotationClass, ClassChange, DecidedBy, Decision, DecisionKind
from iaia_desktop.store.backups import list_backups, list_segments
from iaia_desktop.store.restoring import restore_session
from iaia_desktop.store.session_file import SessionStore
from tests.stress.busy_session import BusyPerson, content
from tests.stress.conftest import Figures, Size
from tests.stress.damage_kinds import AFTER_A_CRASH, ANY_TIME, Scene

Content = dict[str, Any]


@dataclass(frozen=True)
class Archive:
    """States of one session, to be copied and damaged.

    Attributes
    ----------
    closed, crashed : Path
        Folders with the session as it was closed, and as a dead process left it.
    truth : dict
        What it holds in both.
    earlier, earlier_log, foreign_log : Path
        As in ``Scene``.
    """

    closed: Path
    crashed: Path
    truth: Content
    earlier: Path
    earlier_log: Path
    foreign_log: Path


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Work for some days, and keep what is left behind at several moments."""
    root = tmp_path_factory.mktemp("archive")
    work, crashed, before = root / "work", root / "crashed", root / "before"
    path = work / "s.iaia"
    person = BusyPerson(6)
    with SessionStore.create(path, folder=root / "photos", created_at=1_700_000_000.0) as store:
        person.find(store, 180)
        person.decide(store, 40)
    for _ in range(5):
        with SessionStore.open(path) as store:
            person.decide(store, 35)
    with SessionStore.open(path) as store:
        person.decide(store, 60)
        store._connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        person.decide(store, 30)
        _copy(work, before)
        person.decide(store, 80)

    # Once more from the same place, with a process that dies: the log of decisions is written by
    # then, and the write-ahead log holds all of the last day.
    shutil.copytree(work, root / "closed")
    with SessionStore.open(path) as store:
        person.decide(store, 90)
        truth_after_crash = content(store)
        assert store._log is not None
        store._log.close()
        _copy(work, crashed)
    other = root / "other" / "o.iaia"
    with SessionStore.create(other, folder=root, created_at=5.0) as store:
        someone = BusyPerson(7)
        someone.find(store, 100)
        someone.decide(store, 60)
        _copy(other.parent, root / "foreign")
    shutil.copytree(work, root / "after")
    return Archive(
        root / "after",
        crashed,
        truth_after_crash,
        before / "s.iaia",
        before / "s.iaia-wal",
        root / "foreign" / "o.iaia-wal",
    )


def _copy(source: Path, target: Path) -> None:
    """Copy an open session as a power cut would leave it."""
    target.mkdir()
    for entry in source.iterdir():
        if entry.is_dir():
            shutil.copytree(entry, target / entry.name)
        elif entry.suffix != ".lock":
            shutil.copyfile(entry, target / entry.name)


def _scene(archive: Archive, root: Path, crashed: bool, chance: random.Random) -> Scene:
    if root.exists():
        shutil.rmtree(root)
    shutil.copytree(archive.crashed if crashed else archive.closed, root)
    return Scene(root / "s.iaia", archive.earlier, archive.earlier_log, archive.foreign_log, chance)


def _without_learning(found: Content) -> Content:
    """Leave out what is learnt again from the embeddings, and where the person is."""
    images = [(*row[:3], row[4]) for row in found["images"]]
    settings = {name: value for name, value in found["settings"].items() if name != "position"}
    left_out = {"columns", "prototypes"}
    return {
        **{name: value for name, value in found.items() if name not in left_out},
        "images": [row[:3] for row in images],
        "settings": settings,
        "counts": found["counts"].labelled,
    }


def _require_equal(found: Content, truth: Content, came_back: bool) -> None:
    """Compare everything; after replaying, the prototypes are there or to be learnt again."""
    if came_back:
        known = {row[0]: row for row in truth["images"]}
        # Files are read again for images that came from the log.
        for row in found["images"]:
            assert row[4] == known[row[0]][4] or row[4][0] == "pending"
        if found["prototypes"]:
            assert found["prototypes"] == truth["prototypes"]
        else:
            assert all(row[3] is None for row in found["images"])
        found, truth = _without_learning(found), _without_learning(truth)
    for name, value in truth.items():
        assert found[name] == value, name


def _restore(path: Path, truth: Content) -> Counter[str]:
    """Take the way back, and look whether everything is there."""
    left = {
        suffix: path.with_name(path.name + suffix).read_bytes()
        for suffix in ("", "-wal")
        if path.with_name(path.name + suffix).exists()
    }
    restored = restore_session(path)
    for suffix, raw in left.items():
        assert restored.aside.with_name(restored.aside.name + suffix).read_bytes() == raw
    with SessionStore.open(path) as store:
        assert store.recovered is None
        found = content(store)
        assert store.check().problems == ()
    assert restored.decisions == len(found["decisions"])
    _require_equal(found, truth, came_back=True)
    return Counter(
        {
            "decisions that came back from the log": restored.from_log,
            "decisions that came back from the damaged file": restored.from_damaged,
            "restored from an older backup": restored.backup != list_backups(path)[-2]
            and restored.backup != list_backups(path)[-1],
        }
    )


def _require_words(error: SessionFileError, path: Path) -> None:
    assert str(path) in error.what
    assert "can be brought back" in error.remedy
    assert not isinstance(error, SessionNewerError)


def _require_untouched(path: Path, before: bytes) -> None:
    assert path.read_bytes() == before


def _try_ordinary(path: Path, truth: Content) -> tuple[str, Counter[str]]:
    before = path.read_bytes()
    try:
        store = SessionStore.open(path)
    except SessionFileError as error:
        _require_words(error, path)
        _require_untouched(path, before)
        return "refused, and brought back", _restore(path, truth)
    with store:
        came_back = store.recovered is not None
        found = content(store)
        assert store.check().problems == ()
    _require_equal(found, truth, came_back)
    return ("opened, its end brought back from the log" if came_back else "opened, all right",
            Counter())  # fmt: skip


def _try_put_off(path: Path, truth: Content) -> tuple[str, Counter[str]]:
    """Open as the window does: look, decide, and check behind the picture."""
    before = path.read_bytes()
    late: list[Decision] = []
    try:
        store = SessionStore.open(path, put_off=True)
    except SessionFileError as error:
        _require_words(error, path)
        return "refused, and brought back", _restore(path, truth)
    is_put_off = store.has_checks_to_finish
    came_back = store.recovered is not None
    try:
        store.load_image_columns()
        store.load_classes()
        store.load_history()
        found = None if is_put_off else content(store)
        with suppress(ValueError):
            late.append(_decide_late(store))
        store.finish_checks()
    except SessionFileError as error:
        _require_words(error, path)
        store.close()
        _require_untouched(path, before)
        shown = _with_late(truth, late)
        return "refused behind its picture, and brought back", _restore(path, shown)
    if found is None:
        found = content(store)
        truth = _with_late(truth, late)
    store.close()
    _require_equal(found, truth, came_back)
    with SessionStore.open(path) as again:
        assert len(again.load_classes()) == len(truth["classes"]) + (not is_put_off)
    return ("opened, its end brought back from the log" if came_back else "opened, all right",
            Counter())  # fmt: skip


def _decide_late(store: SessionStore) -> Decision:
    """Decide in the first second, before the check: a class that is the last thing in the log."""
    made = AnnotationClass(store.next_class_id(), "made in the first second", "#123456")
    return store.append(
        Decision(
            0,
            DecisionKind.CREATE_CLASS,
            DecidedBy.HUMAN,
            1_800_000_000.0,
            classes=(ClassChange(None, made),),
        )
    )


def _with_late(truth: Content, late: list[Decision]) -> Content:
    if not late:
        return truth
    (decision,) = late
    (change,) = decision.classes
    expected = dict(truth)
    expected["decisions"] = [*truth["decisions"], decision]
    expected["classes"] = [*truth["classes"], change.after]
    expected["next class"] = truth["next class"] + 1
    expected["history"] = (decision.decision_id, None)
    counts = truth["counts"]
    expected["counts"] = type(counts)(
        **{
            name: getattr(counts, name) + (name in {"classes", "decisions"})
            for name in counts.__slots__
        }
    )
    return expected


def test_every_damage_is_seen_and_costs_nothing(
    archive: Archive, tmp_path: Path, size: Size, figures: Figures
) -> None:
    trials = size.pick(24, 520)
    ended: Counter[str] = Counter()
    for seed in range(trials):
        chance = random.Random(seed)  # noqa: S311
        crashed = chance.random() < 0.4
        kinds = AFTER_A_CRASH if crashed else ANY_TIME
        # In turn, so that a short run has every kind.
        name = list(kinds)[seed % len(kinds)]
        scene = _scene(archive, tmp_path / "trial", crashed, chance)
        kinds[name](scene)
        also = chance.random() < 0.25
        if also:
            backup = list_backups(scene.path)[-1]
            raw = bytearray(backup.read_bytes())
            raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
            backup.write_bytes(raw)
        attempt = _try_put_off if chance.random() < 0.5 else _try_ordinary
        try:
            how, counted = attempt(scene.path, archive.truth)
        except BaseException as error:
            state = "crashed" if crashed else "closed"
            error.add_note(f"seed {seed}: {name}, {state}, backup too: {also}, {attempt.__name__}")
            raise
        ended[how] += 1
        for counted_name, number in counted.items():
            figures.add(f"damaged sessions: {counted_name}", number)
    figures.add("damaged sessions tried", trials)
    for how, number in sorted(ended.items()):
        figures.add(f"damaged sessions: {how}", number)
    assert ended.total() == trials


def test_damage_to_the_log_of_decisions_costs_at_most_the_log(
    archive: Archive, tmp_path: Path, size: Size, figures: Figures
) -> None:
    """With the log damaged, too, what comes back is what the person decided, up to some moment."""
    for seed in range(size.pick(2, 60)):
        chance = random.Random(1_000 + seed)  # noqa: S311
        scene = _scene(archive, tmp_path / "trial", seed % 2 == 0, chance)
        for segment in list_segments(scene.path)[-2:]:
            raw = bytearray(segment.read_bytes())
            if chance.random() < 0.5:
                raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
            else:
                del raw[chance.randrange(len(raw)) :]
            segment.write_bytes(raw)
        with SessionStore.open(scene.path) as store:
            _require_equal(content(store), archive.truth, came_back=False)
        scene = _scene(archive, tmp_path / "trial", seed % 2 == 0, chance)
        for segment in list_segments(scene.path)[-1:]:
            segment.write_bytes(segment.read_bytes()[: chance.randrange(segment.stat().st_size)])
        # Wiped in the middle: the journal is gone, or part of it.
        raw = bytearray(scene.path.read_bytes())
        at = chance.randrange(len(raw) // 2)
        raw[at : at + 20_000] = bytes(20_000)
        scene.path.write_bytes(raw)
        with suppress(SessionFileError), SessionStore.open(scene.path) as store:
            # The write-ahead log held all of what was wiped.
            _require_equal(content(store), archive.truth, came_back=False)
            continue
        restored = restore_session(scene.path)
        with SessionStore.open(scene.path) as store:
            decisions = list(store.decisions())
            assert store.check().problems == ()
        assert decisions == archive.truth["decisions"][: len(decisions)]
        assert len(decisions) >= len(archive.truth["decisions"]) - 90
        figures.add("damaged sessions with a damaged log of decisions")
        figures.add("decisions salvaged from a damaged file", restored.from_damaged)
