"""The method and the state of a session: pure, standard library and numpy only."""
