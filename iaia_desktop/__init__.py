"""IAIA Desktop: label a folder of images with suggestions that learn as you go."""

__version__ = "0.1.0"
