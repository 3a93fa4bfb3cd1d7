"""The running session: state, undo, tasks and signals. QtCore and QtGui only."""
