"""What changed in a folder: new, gone, back, renamed, and in which order all comes."""

from __future__ import annotations

import os
import zlib
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError, FolderError
from iaia_desktop.core.types import FileInfo, FileStatus, ImageId
from iaia_desktop.images.reading import content_hash
from iaia_desktop.images.scan import scan_folder
from iaia_desktop.jobs import folder_changes as folder_changes_module
from iaia_desktop.jobs.folder_changes import (
    FolderChanges,
    KnownImage,
    KnownImages,
    folder_changes_job,
)
from iaia_desktop.store.session_file import SessionStore

Result = TypeVar("Result")


def finish(job: Generator[object, None, Result]) -> Result:
    while True:
        try:
            next(job)
        except StopIteration as stop:
            result: Result = stop.value
            return result


def write(root: Path, contents: dict[str, str]) -> None:
    """Write files; those of different contents have different dates, however fast it goes."""
    for path, content in contents.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content)
        date_ns = 10**9 * zlib.crc32(content.encode())
        os.utime(root / path, ns=(date_ns, date_ns))


def info_of(image_id: int, path: Path) -> FileInfo:
    status = path.stat()
    digest = content_hash(path.read_bytes())
    return FileInfo(
        ImageId(image_id), FileStatus.READY, "", digest, status.st_size, status.st_mtime_ns
    )


def known_in(root: Path, *, read: bool = True) -> list[KnownImage]:
    """Return the images of a folder as a session knows them that has read them."""
    paths = [path for batch in scan_folder(root) for path in batch.paths]
    known = []
    for number, path in enumerate(paths):
        pending = FileInfo(ImageId(number), FileStatus.PENDING)
        info = info_of(number, root / path) if read else pending
        known.append(KnownImage(ImageId(number), path, info))
    return known


def as_known(known: list[KnownImage]) -> KnownImages:
    assert [image.image_id for image in known] == list(range(len(known)))
    missing = [image.image_id for image in known if image.file.status is FileStatus.MISSING]
    return KnownImages([row.path for row in known], [row.file for row in known], missing)


def changes_in(root: Path, known: list[KnownImage]) -> FolderChanges:
    return finish(folder_changes_job(root, as_known(known), CancelToken()))


def changes_among(root: Path, known: KnownImages) -> FolderChanges:
    return finish(folder_changes_job(root, known, CancelToken()))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a folder with 1.jpg to 4.jpg, of different contents and one size."""
    write(tmp_path, {f"{number}.jpg": f"picture {number}" for number in range(1, 5)})
    return tmp_path


def test_nothing_changed(root: Path) -> None:
    changes = changes_in(root, known_in(root))
    assert changes == FolderChanges((), (), (), (), (), (), 0)


def test_new_gone_and_other_files(root: Path) -> None:
    known = known_in(root)
    (root / "2.jpg").unlink()
    write(root, {"10.jpg": "new", "3b.jpg": "newer", "notes.txt": "no image", "a/1.jpg": "below"})
    changes = changes_in(root, known)
    assert changes.new_paths == ("3b.jpg", "10.jpg", "a/1.jpg")
    assert changes.gone == (1,)
    assert (changes.back, changes.moved, changes.ignored) == ((), (), 1)
    # 1, 2 (gone), 3, 3b, 4, 10, a/1
    assert changes.order == (0, 1, 2, 4, 3, 5, 6)


def test_back_again(root: Path) -> None:
    known = known_in(root)
    missing = replace(known[1].file, status=FileStatus.MISSING)
    known[1] = replace(known[1], file=missing)
    changes = changes_in(root, known)
    assert (changes.back, changes.gone, changes.moved) == ((1,), (), ())


class TestRenamed:
    def test_known_by_its_bytes(self, root: Path) -> None:
        known = known_in(root)
        (root / "below").mkdir()
        (root / "2.jpg").rename(root / "below" / "other.jpg")
        write(root, {"2 new.jpg": "picture 9"})
        changes = changes_in(root, known)
        assert changes.moved == ((1, "below/other.jpg"),)
        assert changes.new_paths == ("2 new.jpg",)
        assert changes.gone == ()
        assert changes.order == (0, 4, 2, 3, 1)

    def test_also_when_it_was_missing_for_long(self, root: Path) -> None:
        known = known_in(root)
        known[1] = replace(known[1], file=replace(known[1].file, status=FileStatus.MISSING))
        (root / "2.jpg").rename(root / "5.jpg")
        changes = changes_in(root, known)
        assert (changes.moved, changes.back) == (((1, "5.jpg"),), ())

    def test_a_name_alone_is_no_image(self, root: Path) -> None:
        known = known_in(root, read=False)
        (root / "2.jpg").rename(root / "5.jpg")
        changes = changes_in(root, known)
        assert (changes.moved, changes.new_paths, changes.gone) == ((), ("5.jpg",), (1,))

    def test_of_twins_each_goes_to_one(self, root: Path) -> None:
        write(root, {"2.jpg": "twin", "3.jpg": "twin"})
        known = known_in(root)
        (root / "2.jpg").rename(root / "7.jpg")
        (root / "3.jpg").rename(root / "8.jpg")
        write(root, {"9.jpg": "twin"})
        changes = changes_in(root, known)
        assert changes.moved == ((1, "7.jpg"), (2, "8.jpg"))
        assert changes.new_paths == ("9.jpg",)

    def test_a_copy_of_an_image_that_is_there_is_new(self, root: Path) -> None:
        known = known_in(root)
        write(root, {"5.jpg": "picture 2"})
        changes = changes_in(root, known)
        assert (changes.moved, changes.new_paths) == ((), ("5.jpg",))

    def test_only_files_of_a_fitting_size_are_read(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        known = known_in(root)
        (root / "2.jpg").rename(root / "5.jpg")
        write(root, {"6.jpg": "a longer picture"})
        seen: list[str] = []

        def read(path: Path) -> bytes:
            seen.append(path.name)
            return path.read_bytes()

        monkeypatch.setattr(folder_changes_module, "read_file", read)
        assert changes_in(root, known).moved == ((1, "5.jpg"),)
        assert seen == ["5.jpg"]

    def test_a_new_file_that_cannot_be_read_is_new(self, root: Path) -> None:
        known = known_in(root)
        (root / "2.jpg").unlink()
        (root / "5.jpg").symlink_to(root / "nowhere")
        changes = changes_in(root, known)
        assert (changes.new_paths, changes.gone) == (("5.jpg",), (1,))


class TestNumberedAnew:
    """Renaming a series gives the name of one picture to the next one."""

    def test_each_image_follows_its_picture(self, root: Path) -> None:
        known = known_in(root)
        for number in (4, 3, 2, 1):
            (root / f"{number}.jpg").rename(root / f"{number + 1}.jpg")
        changes = changes_in(root, known)
        assert dict(changes.moved) == {0: "2.jpg", 1: "3.jpg", 2: "4.jpg", 3: "5.jpg"}
        assert (changes.new_paths, changes.gone, changes.order) == ((), (), (0, 1, 2, 3))

    def test_the_place_of_one_that_moved_may_go_to_a_new_picture(self, root: Path) -> None:
        known = known_in(root)
        (root / "4.jpg").unlink()
        (root / "2.jpg").rename(root / "7.jpg")
        write(root, {"2.jpg": "another"})
        changes = changes_in(root, known)
        assert changes.moved == ((1, "7.jpg"),)
        assert changes.new_paths == ("2.jpg",)
        assert changes.gone == (3,)
        assert changes.order == (0, 4, 2, 3, 1)

    def test_an_edited_picture_stays_where_it_is(self, root: Path) -> None:
        known = known_in(root)
        (root / "4.jpg").unlink()
        write(root, {"2.jpg": "brighter!", "9.jpg": "new"})
        changes = changes_in(root, known)
        assert (changes.moved, changes.gone, changes.new_paths) == ((), (3,), ("9.jpg",))

    def test_a_picture_put_over_another_one_does_not_take_its_place(self, root: Path) -> None:
        known = known_in(root)
        (root / "1.jpg").rename(root / "2.jpg")
        changes = changes_in(root, known)
        assert (changes.moved, changes.gone, changes.new_paths) == ((), (0,), ())

    def test_a_chain_that_ends_on_one_that_stays_is_left_alone(self, root: Path) -> None:
        known = known_in(root)
        (root / "2.jpg").replace(root / "3.jpg")
        (root / "1.jpg").replace(root / "2.jpg")
        changes = changes_in(root, known)
        assert (changes.moved, changes.gone) == ((), (0,))

    def test_another_date_is_no_other_picture(self, root: Path) -> None:
        known = known_in(root)
        for number in (2, 3):
            os.utime(root / f"{number}.jpg", ns=(1, 1))
        (root / "4.jpg").unlink()
        write(root, {"9.jpg": "picture 2"})
        changes = changes_in(root, known)
        assert (changes.moved, changes.new_paths, changes.gone) == ((), ("9.jpg",), (3,))


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(st.integers(1, 6), st.integers(0, 7), min_size=1),
    st.dictionaries(st.integers(1, 6), st.integers(0, 7), min_size=1),
)
def test_the_session_can_always_follow(
    tmp_path_factory: pytest.TempPathFactory, before: dict[int, int], after: dict[int, int]
) -> None:
    """Contents under names, before and after any change at all."""
    root = tmp_path_factory.mktemp("any")
    photos = root / "photos"
    write(photos, {f"{name}.jpg": f"picture {content}" for name, content in before.items()})
    known = known_in(photos)
    for file in photos.iterdir():
        file.unlink()
    write(photos, {f"{name}.jpg": f"picture {content}" for name, content in after.items()})
    changes = changes_in(photos, known)
    with SessionStore.create(root / "s.iaia", folder=photos, created_at=0.0) as store:
        store.add_images([image.path for image in known])
        store.rename_images(changes.moved)
        store.add_images(changes.new_paths)
        images = store.load_images()
    changed = bool(changes.moved or changes.new_paths)
    assert sorted(changes.order) == (list(range(len(images))) if changed else [])
    gone = {image.path for image in images if image.image_id in changes.gone}
    assert {image.path for image in images} - gone == {f"{name}.jpg" for name in after}
    for image_id, path in changes.moved:
        assert content_hash((photos / path).read_bytes()) == known[image_id].file.content_hash


def test_a_folder_that_is_empty_now_is_one_that_is_gone(tmp_path: Path) -> None:
    """Of a drive that was unplugged, the empty folder may stay: no image is called missing."""
    photos = tmp_path / "photos"
    write(photos, {"1.jpg": "picture"})
    known = known_in(photos)
    (photos / "1.jpg").unlink()
    with pytest.raises(FolderError, match="is empty"):
        changes_in(photos, known)
    write(photos, {"notes.txt": "the pictures were deleted"})
    assert changes_in(photos, known).gone == (0,)


class TestAgain:
    """Files that could not be read, and those that were replaced."""

    @pytest.mark.parametrize(
        ("info", "expected"),
        [
            (FileInfo(ImageId(0), FileStatus.FAILED, "no permission"), (0,)),
            (FileInfo(ImageId(0), FileStatus.FAILED, "damaged", b"h" * 16, 4, 5), (0,)),
            (FileInfo(ImageId(0), FileStatus.READY, "", b"h" * 16, 4, 5), ()),
            (FileInfo(ImageId(0), FileStatus.PENDING), ()),
        ],
    )
    def test_what_failed_is_read_again_where_it_may_help(
        self, info: FileInfo, expected: tuple[int, ...], tmp_path: Path
    ) -> None:
        write(tmp_path, {"1.jpg": "picture"})
        failed = [ImageId(0)] if info.status is FileStatus.FAILED else []
        changes = changes_among(tmp_path, KnownImages(["1.jpg"], [info], [], failed))
        assert changes.again == expected

    def test_what_is_damaged_and_did_not_change_is_left_alone(self, tmp_path: Path) -> None:
        write(tmp_path, {"1.jpg": "picture"})
        status = (tmp_path / "1.jpg").stat()
        info = FileInfo(
            ImageId(0), FileStatus.FAILED, "damaged", b"h" * 16, status.st_size, status.st_mtime_ns
        )
        known = KnownImages(["1.jpg"], [info], [], [ImageId(0)], thorough=True)
        assert changes_among(tmp_path, known).again == ()

    def test_who_asks_has_replaced_files_read_again(self, tmp_path: Path) -> None:
        write(tmp_path, {"1.jpg": "picture", "2.jpg": "picture"})
        status = (tmp_path / "1.jpg").stat()
        same = FileInfo(
            ImageId(0), FileStatus.READY, "", b"h" * 16, status.st_size, status.st_mtime_ns
        )
        other = FileInfo(ImageId(1), FileStatus.READY, "", b"h" * 16, 1, 2)
        known = KnownImages(["1.jpg", "2.jpg"], [same, other], [], thorough=True)
        assert changes_among(tmp_path, known).again == (1,)


class TestOrder:
    def test_it_is_that_of_the_scan(self, tmp_path: Path) -> None:
        names = ["img10.jpg", "img2.jpg", "IMG1.JPG", "img3/b.png", "img3/a.png", "a.b/2.jpg",
                 "a.b/10.jpg", "a (2).jpg", "a.jpg", "z/z/z.gif", "z.gif"]  # fmt: skip
        write(tmp_path, dict.fromkeys(names, "x"))
        scanned = [path for batch in scan_folder(tmp_path) for path in batch.paths]
        known = [
            KnownImage(ImageId(number), path, FileInfo(ImageId(number), FileStatus.PENDING))
            for number, path in enumerate(sorted(scanned)[1:])
        ]
        changes = changes_in(tmp_path, known)
        assert changes.new_paths == (min(scanned),)
        paths = [*(image.path for image in known), *changes.new_paths]
        assert [paths[image_id] for image_id in changes.order] == scanned


class TestTheEnd:
    def test_a_folder_that_is_gone(self, root: Path) -> None:
        with pytest.raises(FolderError, match="does not exist"):
            changes_in(root / "nowhere", known_in(root))

    def test_cancelled_while_it_compares(self, root: Path) -> None:
        known = known_in(root)
        (root / "2.jpg").rename(root / "5.jpg")
        token = CancelToken()
        job = folder_changes_job(root, as_known(known), token)
        next(job)
        token.cancel()
        with pytest.raises(CancelledError):
            finish(job)
