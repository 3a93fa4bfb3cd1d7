"""Widgets: layout, paint, forward intent."""
