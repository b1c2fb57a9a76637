"""What the desks of entities and claims ask and keep up to date: rows derived from marks, put in order and chosen from."""
