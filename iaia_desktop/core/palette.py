"""The colours of classes."""

from __future__ import annotations

CLASS_COLOURS = (
    "#3177dc",
    "#fe5828",
    "#52a32f",
    "#d554f9",
    "#bb3f7b",
    "#836c29",
    "#a582ba",
    "#aa33e1",
    "#fb2c9c",
    "#b7810f",
    "#c94e0c",
    "#0e861e",
    "#6a978d",
    "#cf686e",
    "#f90330",
    "#7885f8",
    "#37759e",
    "#d21fb7",
    "#1498ce",
    "#7c5acc",
    "#966f6c",
    "#af5fc7",
    "#2d8670",
    "#7d77b3",
)
"""Colours of classes in the order they are given out.

Chosen in OKLab (Ottosson 2020) so that the smallest distance between any two is as large as can
be, each next one being the farthest from those before, under the condition that each keeps 3:1
against the grounds of both schemes.
"""
