"""考试组织: bank, papers, sessions with their rooms, results and sheets."""
