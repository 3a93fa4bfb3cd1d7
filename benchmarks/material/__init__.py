"""The data that the rows are measured on; made here, from seeds, and kept for the next run."""
