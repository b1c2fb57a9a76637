"""What makes bash, zsh and fish complete annotty's arguments: scripts, written out of what the commands take. Pure.

Commands, options and their fixed values stand in the script; what the library holds is asked of it when it is wanted, by
`annotty completion --of KIND`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

FILES = "file"


@dataclass(frozen=True, slots=True)
class Argument:
    """What a command takes. names: of an option; none for what stands in a place. help: a line.

    values: the fixed ones; kind: of those that the library knows, or FILES, or "" for what nobody can tell; None where an
    option has no value.
    """

    names: tuple[str, ...] = ()
    help: str = ""
    values: tuple[str, ...] = ()
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Described:
    """A command with its options and what stands behind it, in order; the last of these may come again."""

    name: str
    help: str
    options: tuple[Argument, ...]
    places: tuple[Argument, ...]


def bash(commands: Sequence[Described]) -> str:
    """The script for bash, 3.2 or newer."""
    cases = "\n".join(
        f"        {each.name}) flags={_word(' '.join(_flags(each)))} valued={_word(' '.join(_valued(each)))}"
        f" places=({' '.join(_word(_place(place)) for place in each.places)}) ;;"
        for each in commands
    )
    return _filled(_BASH, commands, names=_word("=" + " ".join(each.name for each in commands)), cases=cases)


def zsh(commands: Sequence[Described]) -> str:
    """The script for zsh."""
    cases = "\n".join(
        f"        {each.name})\n"
        f"            flags=({_with_help((name, option.help) for option in each.options for name in option.names)})\n"
        f"            valued=({' '.join(_valued(each))}) places=({' '.join(_word(_place(p)) for p in each.places)}) ;;"
        for each in commands
    )
    return _filled(_ZSH, commands, names=_with_help((each.name, each.help) for each in commands), cases=cases)


def fish(commands: Sequence[Described]) -> str:
    """The script for fish, 3.0 or newer."""
    lines = [
        f"complete -c annotty -n '__annotty_at' -a {command.name} -d {_fished(command.help)}" for command in commands
    ]
    for command in commands:
        for option in command.options:
            names = "".join(f" -l {name[2:]}" if name.startswith("--") else f" -s {name[1:]}" for name in option.names)
            value = "" if option.kind is None else f" -r{_fish_values(option)}"
            lines.append(
                f"complete -c annotty -n '__annotty_at {command.name}'{names}{value} -d {_fished(option.help)}"
            )
        for number, place in enumerate(command.places):
            more = "-" if number == len(command.places) - 1 else str(number)
            if values := _fish_values(place):
                lines.append(f"complete -c annotty -n '__annotty_at {command.name} {number} {more}'{values}")
    valued = " ".join(sorted({name for command in commands for name in _valued(command)}))
    return _FISH.replace("@VALUED@", valued).replace("@LINES@", "\n".join(lines))


SHELLS: Mapping[str, Callable[[Sequence[Described]], str]] = MappingProxyType({"bash": bash, "zsh": zsh, "fish": fish})
"""Each shell with how its script is written."""


def _filled(script: str, commands: Sequence[Described], *, names: str, cases: str) -> str:
    values = "\n".join(
        f"        {_word(f'{each.name} {name}')}) place={_word(_place(option))} ;;"
        for each in commands
        for option in each.options
        if option.kind is not None
        for name in option.names
    )
    return script.replace("@NAMES@", names).replace("@CASES@", cases).replace("@VALUES@", values)


def _flags(command: Described) -> list[str]:
    return [name for option in command.options for name in option.names]


def _valued(command: Described) -> list[str]:
    return [name for option in command.options if option.kind is not None for name in option.names]


def _place(argument: Argument) -> str:
    """What may stand in a place: fixed values behind an equals sign, else the kind of those that are asked for."""
    return f"={' '.join(argument.values)}" if argument.values else argument.kind or ""


def _word(words: str) -> str:
    """As one word of bash and zsh."""
    return "'" + words.replace("'", "'\\''") + "'"


def _with_help(pairs: Iterable[tuple[str, str]]) -> str:
    return " ".join(_word(f"{name}\t{words}") for name, words in pairs)


def _fished(words: str) -> str:
    return "'" + words.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _fish_values(argument: Argument) -> str:
    if argument.values:
        return f" -f -a {_fished(' '.join(argument.values))}"
    if argument.kind == FILES:
        return " -F"
    return f" -f -a '(__annotty_offer {argument.kind})'" if argument.kind else " -f"


_BASH = r"""# annotty in bash: source <(annotty completion bash), for good in ~/.bashrc
_annotty() {
    local line=${COMP_LINE:0:COMP_POINT} word='' quote='' begun='' sign='' cut='' i
    local -a words=()
    # The words as they are meant; bash itself would cut them at colons.
    for ((i = 0; i < ${#line}; i++)); do
        sign=${line:i:1}
        if [[ $quote && $sign == "$quote" ]]; then quote=''
        elif [[ $sign == \\ && $quote != \' ]]; then ((i++)); word+=${line:i:1}
        elif [[ $quote ]]; then word+=$sign
        elif [[ $sign == \' || $sign == \" ]]; then
            [[ $word ]] && return
            quote=$sign begun=1
        elif [[ $sign == [[:space:]] ]]; then
            [[ $word || $begun ]] && words+=("$word")
            word='' begun='' cut=''
        else
            word+=$sign
            [[ $COMP_WORDBREAKS == *"$sign"* ]] && cut=$word
        fi
    done
    local command='' library='' before='' flags='--help --library --version' valued='--library' place=@NAMES@ number=0
    local -a places=()
    for ((i = 1; i < ${#words[@]}; i++)); do
        if [[ $before && " $valued " == *" $before "* ]]; then
            [[ $before == --library ]] && library=${words[i]}
            before=''
            continue
        fi
        before=${words[i]}
        if [[ $before == --library=* ]]; then library=${before#*=}
        elif [[ $before == -?* ]]; then :
        elif [[ ! $command ]]; then
            command=$before
            case $command in
@CASES@
            *) return ;;
            esac
        else ((number++))
        fi
    done
    if [[ $command ]]; then
        ((number < ${#places[@]})) || number=$((${#places[@]} - 1))
        place=''
        ((number < 0)) || place=${places[number]}
    fi
    if [[ $before && " $valued " == *" $before "* ]]; then
        case "${command:-open} $before" in
@VALUES@
        esac
    elif [[ $word == -* && ! $quote && $place != filter ]] || [[ $word == --* && ! $quote ]]; then
        place="=$flags"
    fi
    local -a found=()
    local close="'\\''"
    case $place in
    =*) for sign in ${place#=}; do found+=("$sign"); done ;;
    file)
        compopt -o filenames 2>/dev/null || cut=/  # bash 3 has none, and would put the names in as they are
        while IFS= read -r sign; do
            [[ $cut == / && ! $quote ]] && printf -v sign '%q' "$sign"
            COMPREPLY+=("$sign")
        done < <(compgen -f -- "$word")
        return ;;
    ?*)
        local -a ask=(annotty completion --of "$place")
        [[ $library ]] && ask+=(--library "$library")
        while IFS=$'\t' read -r sign _; do found+=("$sign"); done < <("${ask[@]}" -- "$word" 2>/dev/null) ;;
    esac
    for sign in "${found[@]}"; do
        [[ $place == filter || $sign == "$word"* ]] || continue
        sign=${sign#"$cut"}  # bash wants what stands behind the place where it cuts the word
        # What the library holds may come from anybody: in the line it is words, and nothing is run or put in for it.
        if [[ $quote == \' ]]; then sign=${sign//\'/$close}
        elif [[ $quote ]]; then
            [[ $sign == *!* ]] && continue  # nothing keeps bash from putting an older line in for it there
            for i in \\ \" \$ \`; do sign=${sign//"$i"/"\\$i"}; done
        else
            [[ $sign == *[^[:alnum:]:=.,/@%+_-]* ]] && printf -v sign '%q' "$sign"
            [[ $sign == *: ]] || sign+=' '
        fi
        COMPREPLY+=("$sign")
    done
}
complete -o nospace -F _annotty annotty
"""

_ZSH = r"""#compdef annotty
# annotty in zsh: source <(annotty completion zsh), for good in ~/.zshrc behind compinit
_annotty() {
    local command='' library='' before='' place='' word line i
    integer number=0
    local -a flags valued places offered helps found names any
    names=(@NAMES@)
    flags=('--help' '--library' '--version') valued=(--library)
    for ((i = 2; i < CURRENT; i++)); do
        word=${(Q)words[i]}
        if [[ -n $before && -n ${(M)valued:#$before} ]]; then
            [[ $before == --library ]] && library=$word
            before=''
            continue
        fi
        before=$word
        if [[ $word == --library=* ]]; then library=${word#*=}
        elif [[ $word == -?* ]]; then :
        elif [[ -z $command ]]; then
            command=$word
            case $command in
@CASES@
            *) return 1 ;;
            esac
        else ((number++))
        fi
    done
    ((number < $#places)) || number=$(($#places - 1))
    ((number < 0)) || place=$places[number+1]
    word=${(Q)words[CURRENT]}
    [[ $word == [\'\"]* ]] && word=${word#?}  # a quotation that is not closed yet
    if [[ -n $before && -n ${(M)valued:#$before} ]]; then
        place=file
        case "${command:-open} $before" in
@VALUES@
        esac
    elif [[ $word == --* || ( $word == -* && $place != filter ) ]]; then found=($flags) place=
    elif [[ -z $command ]]; then found=($names) place=
    fi
    case $place in
    \=*) found=(${=place#=}) ;;
    file) _files; return ;;
    ?*) found=(${(f)"$(annotty completion --of $place ${library:+--library} ${library:+$library} -- $word 2>/dev/null)"}) ;;
    esac
    for line in $found; do
        offered+=(${line%%$'\t'*})
        helps+=(${line/$'\t'/  })
    done
    [[ $place == filter ]] && any=-U  # what it offers may be written otherwise than what was typed
    compadd $any -V annotty -S '' -d helps -a -- offered
}
compdef _annotty annotty
"""

_FISH = r"""# annotty in fish: annotty completion fish | source, for good in ~/.config/fish/completions/annotty.fish
function __annotty_at
    # Whether the caret stands behind a command (none: before any), and behind so many of its words, or more (-).
    set -l command ''
    set -l number 0
    set -l before ''
    for word in (commandline -opc)[2..-1]
        if contains -- "$before" @VALUED@
            set before ''
            continue
        end
        set before $word
        switch $word
            case '-?*'
            case '*'
                if test -z "$command"
                    set command $word
                else
                    set number (math $number + 1)
                end
        end
    end
    test "$command" = "$argv[1]"; or return 1
    test (count $argv) -lt 2; and return 0
    test $number -eq $argv[2]; or test "$argv[3]" = - -a $number -gt $argv[2]
end
function __annotty_offer
    set -l library
    set -l words (commandline -opc)
    if set -l at (contains -i -- --library $words)
        set library --library $words[(math $at + 1)]
    end
    annotty completion --of $argv[1] $library -- (string unescape -- (commandline -ct)) 2>/dev/null
end
complete -c annotty -f
@LINES@
"""
