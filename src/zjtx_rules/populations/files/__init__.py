"""A population on disk: its tables opened without being loaded, brought into chunks, problems located, answers written."""
