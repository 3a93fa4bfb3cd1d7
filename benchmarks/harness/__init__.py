"""What every row of the performance table needs: how to measure, to compare and to print."""
