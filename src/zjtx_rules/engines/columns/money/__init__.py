"""The money of a population: settled by the reference once for all who are alike."""
