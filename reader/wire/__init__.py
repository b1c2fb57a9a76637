"""What goes down the line to the terminal: only what differs from what it shows already."""
