"""Rules run over a population: what is asked, what is summed, who gains and who loses under other rules."""
