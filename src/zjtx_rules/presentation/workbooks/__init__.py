"""Reports as workbooks (XLSX): sums in 万元 as numbers, one fact a column, so that they can be sorted and added up."""
