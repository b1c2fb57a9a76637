"""What a person sees and types: the terminal application and the command line. Stands on store; store never knows of it."""
