"""Actions that the library did not take: held with what was typed since, told of, and tried again."""
