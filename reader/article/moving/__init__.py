"""Where the hand goes: motions, selection, places, jumps, scrolling."""
