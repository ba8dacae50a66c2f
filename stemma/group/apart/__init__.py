"""What is in no story with others: empty articles, walls, issues of daily forms."""
