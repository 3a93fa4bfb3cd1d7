from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from iaia_desktop.core.types import Vector
from iaia_desktop.encoders.openclip import OpenClipEncoder
from iaia_desktop.encoders.prompts import (
    Wording,
    embed_prompts,
    prompts_for,
    prompts_key,
    readable_text,
)
from iaia_desktop.encoders.registry import load_encoder


@pytest.fixture(scope="module")
def encoder(tiny_clip_folder: Path) -> OpenClipEncoder:
    encoder = load_encoder(f"open_clip:local-dir:{tiny_clip_folder}", device="cpu")
    assert isinstance(encoder, OpenClipEncoder)
    return encoder


def test_averaged_prompts_equal_the_librarys_own_zero_shot_weights(
    encoder: OpenClipEncoder, tiny_clip_folder: Path, open_clip: Any
) -> None:
    names = ["running shoe", "cat", "old house"]
    source = f"local-dir:{tiny_clip_folder}"
    model, _, _ = open_clip.create_model_and_transforms(source)
    expected = open_clip.build_zero_shot_classifier(
        model.eval(),
        tokenizer=open_clip.get_tokenizer(source),
        classnames=names,
        templates=open_clip.SIMPLE_IMAGENET_TEMPLATES,
        device="cpu",
    )
    rows = embed_prompts(encoder, [prompts_for(encoder, name, Wording.FULL) for name in names])
    assert rows.dtype == np.float32
    np.testing.assert_allclose(rows, expected.detach().numpy().T, atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-6)


def test_names_are_written_as_in_a_sentence(encoder: OpenClipEncoder) -> None:
    assert readable_text("golden_retriever ") == "golden retriever"
    full = prompts_for(encoder, "golden_retriever", Wording.FULL)
    assert len(full) == 7
    assert all("golden retriever" in sentence for sentence in full)
    assert prompts_for(encoder, "t-shirt", Wording.SHORT) == ("a photo of a t-shirt.",)


def test_keys_tell_sentences_and_wordings_apart() -> None:
    keys = {prompts_key(group) for group in (("a", "b"), ("b", "a"), ("a",), ("ab",))}
    assert len(keys) == 4
    assert all(len(key) == 16 for key in keys)


class Cancelling:
    encoder_id = "fake"
    dim = 2

    def encode_texts(self, texts: Sequence[str]) -> Vector:
        return np.array([[1.0, 0.0], [-3.0, 0.0], [0.0, 2.0]][: len(texts)], dtype=np.float32)

    def prompts(self, name: str) -> tuple[str, ...]:
        return (name,)


def test_sentences_that_cancel_each_other_out_give_zeros() -> None:
    rows = embed_prompts(Cancelling(), [("up", "down"), ("side",)])
    np.testing.assert_allclose(rows, [[0.0, 0.0], [0.0, 1.0]], atol=1e-7)
    assert embed_prompts(Cancelling(), []).shape == (0, 2)


def test_texts_may_be_embedded_while_images_are(
    encoder: OpenClipEncoder, pictures: list[Image.Image]
) -> None:
    texts = [f"a photo of thing {number}" for number in range(40)]
    right_images, right_texts = encoder.encode_images(pictures), encoder.encode_texts(texts)
    wrong: list[str] = []

    def embed_images() -> None:
        found = [encoder.encode_images(pictures) for _ in range(15)]
        wrong.extend("images" for rows in found if not np.allclose(rows, right_images, atol=1e-5))

    def embed_texts() -> None:
        found = [encoder.encode_texts(texts) for _ in range(6)]
        wrong.extend("texts" for rows in found if not np.allclose(rows, right_texts, atol=1e-5))

    threads = [threading.Thread(target=work) for work in (embed_images, embed_texts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_sentences_do_not_change_the_size_of_batches_of_images(encoder: OpenClipEncoder) -> None:
    before = encoder.batch_size
    encoder.encode_texts([f"word {number}" for number in range(200)])
    assert encoder.batch_size == before
