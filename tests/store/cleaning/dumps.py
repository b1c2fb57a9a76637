"""An invented article as other tools dump it, with the dirt that such dumps carry."""

TITLE = "Harbour talks stall as dockers reject second offer"
STANDFIRST = "Both sides blame each other for the delay, and the ferries stay in port for another week."
BODY = (
    "Talks between the port of Nordhavn and its dockers broke down on Friday, the ministry of transport said, "
    "and nobody expects them to be taken up again before the summer.",
    "The dockers had asked for six per cent more pay. The port offered three, and then four, according to two "
    "people who were in the room.",
    "“We have waited for long enough,” said Ilse Brandt, who speaks for the union. “We will not wait for another summer.”",
    "In a statement on 3 March 2023, the port had promised that the ferries would sail whatever happened in the talks.",
)
HEADING = "What happens now?"
AFTER = (
    "The ministry said that it would call both sides to a meeting, but it did not say when that would be.",
    "Brandt said that the union would come if there was something new to talk about.",
)

CLEAN = "\n\n".join([TITLE, *BODY, HEADING, *AFTER])

DIRTY = "\n".join(
    [
        "Skip to main content",
        "We use cookies to make our site better for you. By continuing to use this site you accept our cookies.",
        "",
        "Copyright © 2024 Nordpost.example",
        "",
        TITLE,
        "",
        STANDFIRST,
        "byJonna Vik",
        "21/07/2024",
        "2 minute read",
        "Share on Facebook",
        "The ferry Aurora in the port of Nordhavn",
        "The ferry Aurora in the port of Nordhavn. Photo: Nordpost/K. Lind",
        TITLE,
        "",
        BODY[0],
        "",
        BODY[1],
        "",
        "Read also:",
        "Ferry fares to rise again in autumn",
        "Mayor opens the new fish market",
        "",
        BODY[2],
        "",
        BODY[3],
        "",
        HEADING,
        "",
        AFTER[0],
        "",
        AFTER[1],
        "",
        "This paper belongs to nobody but those who read it. Will you become a patron and help us keep our reporting "
        "free for everyone? We depend on readers like you: for as little as a cup of coffee you can support our "
        "journalism.",
        "",
        "Noticed a mistake? To suggest a correction, ring our desk on the quay",
        "",
        "Please disable your ad blocker: we rely on advertising to keep our journalism free for you. Thank you!",
        "",
        "Most read",
        "Storm closes the coast road for the third time this year",
        "Close",
    ]
)
