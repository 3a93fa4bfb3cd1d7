"""What is known of files, in columns: the same as objects would hold."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iaia_desktop.core.duplicates import ContentIndex
from iaia_desktop.core.file_table import FileTable
from iaia_desktop.core.types import FileInfo, FileStatus, ImageId

HASHES = [None, b"", b"short", *(bytes([byte]) * 16 for byte in (0, 1, 255)), b"\1" * 8 + b"\2" * 8]

INFOS = st.builds(
    FileInfo,
    image_id=st.just(ImageId(0)),
    status=st.sampled_from(FileStatus),
    reason=st.sampled_from(["", "gone", "zu groß"]),
    content_hash=st.sampled_from(HASHES),
    size_bytes=st.integers(0, 2**62),
    mtime_ns=st.integers(-(2**62), 2**62),
    width_px=st.integers(0, 2**31),
    height_px=st.integers(0, 2**31),
)


@given(st.lists(INFOS, max_size=8), st.lists(st.tuples(st.integers(0, 7), INFOS), max_size=12))
def test_a_table_is_a_list_of_infos(
    infos: list[FileInfo], later: list[tuple[int, FileInfo]]
) -> None:
    table = FileTable()
    wanted: list[FileInfo] = []
    for number, info in enumerate(infos):
        table.append(info)
        wanted.append(replace(info, image_id=ImageId(number)))
    table.append_unread(2)
    wanted += [FileInfo(ImageId(len(infos) + i), FileStatus.PENDING) for i in range(2)]
    before, copy = list(wanted), table.copy()
    for place, info in later:
        number = place % len(wanted)
        table.put(number, info)
        wanted[number] = replace(info, image_id=ImageId(number))
    assert list(table) == wanted
    assert list(copy) == before
    assert table[1:] == wanted[1:]
    assert table[-1] == wanted[-1]
    for number, info in enumerate(wanted):
        assert table.status(number) is info.status
        assert table.content_hash(number) == info.content_hash
    for status in FileStatus:
        assert table.count(status) == sum(info.status is status for info in wanted)
    bad = (FileStatus.FAILED, FileStatus.MISSING)
    assert table.with_status(*bad) == [i.image_id for i in wanted if i.status in bad]


def test_columns_of_different_lengths_are_refused() -> None:
    table = FileTable()
    table.append_unread(2)
    table._hashes += b"x"
    with pytest.raises(ValueError, match="length"):
        table.copy()


@given(
    st.lists(st.sampled_from(HASHES), max_size=8),
    st.lists(st.tuples(st.integers(0, 7), st.sampled_from(HASHES)), max_size=20),
)
def test_contents_are_found_whatever_was_stored_and_whatever_came_later(
    stored: list[bytes | None], moves: list[tuple[int, bytes | None]]
) -> None:
    table = FileTable()
    for content in stored:
        table.append(FileInfo(ImageId(0), FileStatus.READY, content_hash=content))
    index, now = ContentIndex(table.content_hashes()), list(stored)
    for place, content in moves:
        if now:
            number = place % len(now)
            index.move(ImageId(number), now[number], content)
            now[number] = content
    for content in HASHES:
        wanted = [i for i, other in enumerate(now) if content is not None and other == content]
        assert sorted(index.images_with(content)) == wanted
