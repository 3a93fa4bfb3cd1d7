"""Replay labelled data through the method, and measure it; no Qt."""
