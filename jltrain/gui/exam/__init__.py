"""正式考试: sign in, confirm, sit, result. The engine is exam.delivery; here is only what is seen of it."""
