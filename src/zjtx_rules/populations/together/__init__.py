"""Figures over all applicants of a population, and what each applicant gets once they are known."""
