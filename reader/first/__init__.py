"""The first screen: its rows are painted before Textual is loaded, which takes it over as it stands."""
