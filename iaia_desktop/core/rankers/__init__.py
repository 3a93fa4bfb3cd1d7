"""The classifiers that rank the classes for an image, one a file."""
