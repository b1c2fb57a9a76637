"""A timeline: a dispute, or what is known of an entity, down a line in time."""
