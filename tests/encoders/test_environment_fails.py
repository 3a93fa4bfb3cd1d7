"""Weights that rot on the disk, servers that are not the hub, and cards that give up."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import (
    DeviceError,
    EncoderError,
    WeightsDamagedError,
    WeightsUnavailableError,
)
from iaia_desktop.encoders import registry
from iaia_desktop.encoders.batching import BatchSizer
from iaia_desktop.encoders.hub_cache import cached_weights, discard_damaged
from iaia_desktop.encoders.loading import loading_words
from iaia_desktop.encoders.presets import PRESETS
from iaia_desktop.encoders.registry import load_encoder
from iaia_desktop.encoders.torch_encoder import Backbone, TorchEncoder
from iaia_desktop.encoders.weights import Patience, fetch_weights, weights_present
from iaia_desktop.jobs import load_encoder as load_module
from iaia_desktop.jobs.load_encoder import WeightsMissing, load_encoder_job

from .conftest import Hub

SPEC = "balanced"
REPO = "laion/CLIP-ViT-B-32-256x256-DataComp-s34B-b86K"
SAFE = "open_clip_model.safetensors"
CONTENT = np.random.default_rng(6).bytes(2_000_000)
LONG = Patience(first_byte_s=60, silence_s=60)


class TestWeightsOnThisDisk:
    def test_what_is_sound_is_never_thrown_away(self, hub: Hub) -> None:
        hub.put(REPO, SAFE, CONTENT)
        path = fetch_weights(SPEC, patience=LONG)
        assert not discard_damaged(path)
        assert path.read_bytes() == CONTENT

    def test_a_file_that_the_cache_does_not_name_by_its_content_is_left_alone(
        self, tmp_path: Path
    ) -> None:
        for name in ("model.safetensors", "0" * 64):
            file = tmp_path / name
            file.write_bytes(b"mine")
            assert not discard_damaged(file)
            assert file.exists()
        assert not discard_damaged(tmp_path / "nowhere")

    @pytest.mark.parametrize("damage", ["flipped", "cut"])
    def test_damaged_ones_are_thrown_away_and_said_to_be(
        self, hub: Hub, damage: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_args: object) -> object:
            raise EncoderError("These are no weights.")

        monkeypatch.setattr(registry, "_load", refuse)
        hub.put(REPO, SAFE, CONTENT)
        path = fetch_weights(SPEC, patience=LONG)
        blob = path.resolve()
        blob.write_bytes(b"x" + CONTENT[1:] if damage == "flipped" else CONTENT[:1000])
        with pytest.raises(WeightsDamagedError, match="thrown away"):
            load_encoder(SPEC, device="cpu")
        assert not blob.exists()
        assert not weights_present(SPEC)

    def test_a_damaged_copy_is_made_anew_where_links_cannot_be_made(self, hub: Hub) -> None:
        hub.put(REPO, SAFE, CONTENT)
        path = fetch_weights(SPEC, patience=LONG)
        if path.is_symlink():
            # As the hub's library leaves it on Windows without the right to make links.
            path.unlink()
            path.write_bytes(CONTENT)
        assert not discard_damaged(path)
        path.write_bytes(b"x" + CONTENT[1:])
        assert discard_damaged(path)
        assert not path.exists()
        sent = dict(hub.files_sent)
        assert fetch_weights(SPEC, patience=LONG).read_bytes() == CONTENT
        assert hub.files_sent == sent

    def test_the_job_fetches_them_anew_by_itself(
        self, hub: Hub, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        hub.put(REPO, SAFE, CONTENT)
        fetch_weights(SPEC, patience=LONG).resolve().write_bytes(b"rotten")
        loaded: list[bytes] = []

        def load(_spec: object, weights: Path, _device: str) -> object:
            loaded.append(weights.read_bytes())
            if loaded[-1] != CONTENT:
                raise EncoderError("no weights")
            return "an encoder"

        monkeypatch.setattr(registry, "_load", load)
        monkeypatch.setattr(load_module, "fetch_weights", partial(fetch_weights, patience=LONG))
        events: list[object] = []

        def follow() -> Generator[object, None, None]:
            events.append((yield from load_encoder_job(SPEC, "cpu", CancelToken())))

        told = list(follow())
        assert events == ["an encoder"]
        assert loaded == [b"rotten", CONTENT]
        assert isinstance(told[0], WeightsMissing)
        assert weights_present(SPEC)

    def test_a_cache_that_may_not_be_looked_into_is_an_empty_one(
        self, empty_hub_cache: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        hub = PRESETS[SPEC].hub
        assert hub is not None

        def refuse(*_args: object, **_named: object) -> str:
            raise PermissionError(13, "Permission denied")

        (empty_hub_cache / f"models--{REPO.replace('/', '--')}").mkdir(parents=True)
        monkeypatch.setattr("huggingface_hub.try_to_load_from_cache", refuse)
        assert cached_weights(hub) is None


class TestServers:
    """Each of them answers, and none of it may pass for weights."""

    PAGE = b"<html><title>Log in to the network of this hotel</title></html>"

    @pytest.mark.parametrize("etag", ["page-17", "0123456789abcdef"])
    def test_a_page_of_a_proxy_is_refused(self, hub: Hub, etag: str, empty_hub_cache: Path) -> None:
        hub.put(REPO, SAFE, self.PAGE)
        hub.etags = dict.fromkeys(hub.etags, etag)
        with pytest.raises(WeightsUnavailableError, match="log in"):
            fetch_weights(SPEC, patience=LONG)
        assert not weights_present(SPEC)
        assert not list(empty_hub_cache.rglob("blobs/*"))

    def test_a_page_in_the_place_of_the_file_is_thrown_away(
        self, hub: Hub, empty_hub_cache: Path
    ) -> None:
        hub.put(REPO, SAFE, CONTENT)
        hub.files_sent = dict.fromkeys(hub.files, self.PAGE)
        with pytest.raises(WeightsUnavailableError):
            fetch_weights(SPEC, patience=LONG)
        assert not weights_present(SPEC)
        assert not list(empty_hub_cache.rglob("blobs/*"))
        hub.files_sent = {}
        assert fetch_weights(SPEC, patience=LONG).read_bytes() == CONTENT

    def test_small_files_are_checked_by_the_name_that_git_gives_them(self, hub: Hub) -> None:
        hub.put(REPO, SAFE, CONTENT)
        name = hashlib.sha1(b"blob %d\0" % len(CONTENT) + CONTENT).hexdigest()  # noqa: S324
        hub.etags = dict.fromkeys(hub.etags, name)
        assert fetch_weights(SPEC, patience=LONG).read_bytes() == CONTENT
        shutil.rmtree(fetch_weights(SPEC).parents[2])
        hub.etags = dict.fromkeys(hub.etags, "0" * 40)
        with pytest.raises(WeightsUnavailableError, match="damaged"):
            fetch_weights(SPEC, patience=LONG)

    def test_a_connection_that_is_cut_leaves_nothing_whole_and_goes_on_later(
        self, hub: Hub
    ) -> None:
        hub.put(REPO, SAFE, CONTENT)
        hub.cut_after_bytes = 700_000
        with pytest.raises(WeightsUnavailableError):
            fetch_weights(SPEC, patience=LONG)
        assert not weights_present(SPEC)
        hub.cut_after_bytes = None
        assert fetch_weights(SPEC, patience=LONG).read_bytes() == CONTENT

    def test_a_full_disk_is_said_and_can_be_gone_on_from(self, hub: Hub) -> None:
        hub.put(REPO, SAFE, CONTENT)
        with no_file_above(500_000), pytest.raises(WeightsUnavailableError, match="disk is full"):
            fetch_weights(SPEC, patience=LONG)
        assert not weights_present(SPEC)
        assert fetch_weights(SPEC, patience=LONG).read_bytes() == CONTENT


@contextmanager
def no_file_above(size_bytes: int) -> Iterator[None]:
    """Let files grow no larger than this, as a full disk does."""
    resource = pytest.importorskip("resource", reason="no limits of files here")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


class TestCards:
    def test_what_fails_on_a_card_says_that_the_processor_may_do(self) -> None:
        def embed(batch: torch.Tensor) -> torch.Tensor:
            if armed:
                raise armed[0]
            return batch.mean(dim=(2, 3))

        armed: list[Exception] = []
        encoder = TorchEncoder(
            Backbone(embed, lambda image: torch.zeros(3, 4, 4), 4, crops_centre=False),
            name="n",
            spec="s",
            title="Tiny",
            device="cpu",
        )
        picture = Image.new("RGB", (4, 4))
        for error in (
            torch.cuda.OutOfMemoryError("CUDA out of memory. Tried to allocate 1 GiB"),
            RuntimeError("CUDA error: device-side assert triggered"),
        ):
            armed[:] = [error]
            encoder._device = "cpu"
            with pytest.raises(EncoderError) as caught:
                encoder.encode_images([picture])
            assert not isinstance(caught.value, DeviceError)
            encoder._device = "cuda"
            with pytest.raises(DeviceError):
                encoder._in_batches([picture], lambda _: torch.zeros(1, 3, 4, 4), embed, _Sizer())

    @pytest.mark.parametrize(
        ("error", "expected"),
        [
            (torch.cuda.OutOfMemoryError("CUDA out of memory."), DeviceError),
            (RuntimeError("cuDNN error: CUDNN_STATUS_NOT_INITIALIZED"), DeviceError),
            (RuntimeError("Attempting to deserialize object on a CUDA device"), EncoderError),
            (MemoryError(), EncoderError),
            (KeyError("layer"), EncoderError),
        ],
    )
    def test_loading_tells_them_apart(self, error: Exception, expected: type[Exception]) -> None:
        with pytest.raises(EncoderError) as caught, loading_words("Tiny", Path("weights")):
            raise error
        assert type(caught.value) is expected


class _Sizer(BatchSizer):
    """As ``BatchSizer``, and gives up at once."""

    def __init__(self) -> None:
        super().__init__(start=1, limit=1)

    def halve(self, _failed_size: int) -> bool:
        return False

    def observe(self, _size: int, _seconds: float) -> None:
        raise AssertionError("nothing works here")
