"""The pages of the question bank: finding, reading, editing and keeping questions in order."""
