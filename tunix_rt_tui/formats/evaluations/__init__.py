"""What harnesses write when they let a model answer and score it."""
