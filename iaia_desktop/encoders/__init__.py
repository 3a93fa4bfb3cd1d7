"""Frozen backbones that map images to embeddings, behind one registry."""
