"""Changing the tag set of an open library. What a tag set must be, store.tagset says."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from store import tagset
from store.cataloguing import Cataloguing
from store.database import tags
from store.database.recording import Action, recording
from store.errors import ChangedSince, NotFound, Refused
from store.model import Deed, Tag

_NOTHING_TAKEN: Mapping[str, str] = {}


class Tagging(Cataloguing):
    """What is done to the tag set; each method is one action of the history. Marks stay as they are, whatever becomes of
    their tags. taken: keys that have a meaning elsewhere, and which. Raises Refused; nothing is changed then.
    """

    def keep_tag(
        self, tag: Tag, *, was: str | None = None, since: Tag | None = None, taken: Mapping[str, str] = _NOTHING_TAKEN
    ) -> Tag:
        """Add a tag behind the others, or bring the one of its name to what is given.

        was: the name that it had before, where that is another; such a tag, and one that is to be for another kind of
        marks, must not be in use. since: what it was when the caller read it (None: whatever it is). Raises NotFound where
        there is no tag of that name, ChangedSince where it was changed after that.
        """
        tag = tagset.in_normal_form(tag)
        with recording(self._connection) as action:
            here = self.tags()
            known = {each.name: each for each in here}
            before = known.get(tag.name if was is None else was)
            if since is not None and before is not None and before != since:
                raise ChangedSince(f"the tag {since.label} was changed meanwhile; your change was not saved")
            if was is not None and before is None:
                raise NotFound(f"there is no tag {was}; nothing was changed")
            if before is None or before.name == tag.name:
                names = list(dict.fromkeys([*known, tag.name]))
            elif tag.name in known:
                raise Refused(f"there is a tag {tag.name} already; nothing was changed")
            else:
                names = [tag.name if name == before.name else name for name in known]
            if before is not None and (before.name, before.layer) != (tag.name, tag.layer):
                self._check_unused(before, "its name" if before.name != tag.name else "its layer")
            wanted = [tag if name == tag.name else known[name] for name in names]
            kept = self._bring(action, here, tagset.checked(wanted, here, taken), names)
            summary = f"changed the tag {kept[tag.name].name}" if before else f"new tag {tag.name}"
            self._tell(action, Deed.TAG, summary, None)
        return kept[tag.name]

    def keep_tags(self, wanted: Sequence[Tag], *, taken: Mapping[str, str] = _NOTHING_TAKEN) -> int:
        """Bring the tags of these names to what is given, in this order, all of them or none; others stay as they are.

        How many are otherwise now, or new.
        """
        wanted = [tagset.in_normal_form(each) for each in wanted]
        with recording(self._connection) as action:
            here = self.tags()
            known = {each.name: each for each in here}
            for each in wanted:
                if each.name in known and known[each.name].layer is not each.layer:
                    self._check_unused(known[each.name], "its layer")
            told = {each.name: each for each in wanted}
            if len(told) < len(wanted):
                raise Refused("a tag is told twice; nothing was changed")
            names = tagset.in_order(list(known), list(told))
            kept = self._bring(
                action, here, tagset.checked([told.get(name) or known[name] for name in names], here, taken), names
            )
            changed = [name for name, each in kept.items() if known.get(name) != each]
            one = f"changed the tag {changed[0]}" if len(changed) == 1 else f"changed {len(changed)} tags"
            self._tell(action, Deed.TAG, one if changed else "put the tags in another order", None)
        return len(changed)

    def move_tag(self, name: str, step: int) -> bool:
        """Let a tag stand so many places further down, as far as there are tags; whether it stands elsewhere now."""
        with recording(self._connection) as action:
            self._tag(name)
            names = [each.name for each in self.tags()]
            at = names.index(name)
            names.insert(max(0, min(at + step, len(names) - 1)), names.pop(at))
            tags.order(action, names)
            self._tell(action, Deed.TAG, f"moved the tag {name}", None)
            return names[at] != name

    def retire_tag(self, name: str) -> bool:
        """Let a tag be offered no more; its marks stay. Whether it stays itself: one that nothing ever had goes."""
        with recording(self._connection) as action:
            tag = self._tag(name)
            stays = name in tagset.DEFAULT_NAMES or tags.is_named(self._connection, name)
            if stays:
                tags.write(action, replace(tag, retired=True))
            else:
                tags.take_out(action, name)
            self._tell(action, Deed.TAG, f"{'retired' if stays else 'deleted'} the tag {name}", None)
        return stays

    def take_up_tag(self, name: str) -> Tag:
        """Let a retired tag be offered again; with its key, where no other tag has that now."""
        with recording(self._connection) as action:
            tag = replace(self._tag(name), retired=False)
            used = {each.key for each in self.tags() if each.name != name}
            tag = replace(tag, key=None if tag.key in used else tag.key)
            tags.write(action, tag)
            self._tell(action, Deed.TAG, f"took up the tag {name}", None)
        return tag

    def tag_uses(self) -> dict[str, int]:
        """How many accepted marks have each tag, by its name; tags that none has are left out."""
        return tags.uses(self._connection)

    def _bring(
        self, action: Action, here: Sequence[Tag], wanted: Sequence[Tag], names: Sequence[str]
    ) -> dict[str, Tag]:
        """Bring the tag set to what is wanted; a tag of another name than any that is wanted goes."""
        known = {each.name: each for each in here}
        # Keys first: two tags may exchange theirs, and no two have one at any time.
        gone = [each for each in here if each.name not in set(names)]
        tags.set_keys(action, [*wanted, *(replace(each, key=None) for each in gone)])
        for each in wanted:
            if known.get(each.name) != each:
                tags.write(action, each)
        for each in gone:
            tags.take_out(action, each.name)
        if [each.name for each in here] != list(names):
            tags.order(action, names)
        return {each.name: each for each in wanted}

    def _check_unused(self, tag: Tag, what: str) -> None:
        if tag.name in tagset.DEFAULT_NAMES:
            raise Refused(
                f"every library has a tag {tag.name}, so it keeps {what}; nothing was changed. Change its label"
            )
        if tags.is_named(self._connection, tag.name):
            raise Refused(
                f"{tag.name} is in use, so it keeps {what}; nothing was changed. Make a new tag and retire this"
            )
