"""Image files: find them, decode them safely, make thumbnails. Pillow, no Qt."""
