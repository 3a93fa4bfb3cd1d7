"""The only place that knows threads of Qt."""
