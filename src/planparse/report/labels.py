"""What tables, columns and agreed values are called for people, in the language of a catalogue."""

import re

from planparse.wording.catalogue import Catalogue

_FREQUENCY = re.compile(r"FREQ=\w+(?:;INTERVAL=\d+)?")


class Labels:
    """Names of tables, columns and values.

    >>> from planparse.wording.catalogue import Catalogue
    >>> labels = Labels(Catalogue("vi"))
    >>> labels.column("v_tasks_due", "due_on"), labels.column("tasks", "name"), labels.value("tasks", "role", "lead")
    ('Hạn hoàn thành', 'Nhiệm vụ', 'chủ trì')
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._columns = catalogue.below("columns")
        self._values = catalogue.below("values")

    def relation(self, name: str) -> str:
        """What a table or view is called; a sheet of the workbook is called so, too."""
        return self.catalogue.say(f"export.relations.{name}.title")

    def holds(self, name: str) -> str:
        """What a table or view holds, in a sentence."""
        return self.catalogue.say(f"export.relations.{name}.holds")

    def column(self, relation: str, column: str) -> str:
        """The header of a column.

        Raises:
            KeyError: it has none in the catalogue.
        """
        return self._columns.get(f"{relation}.{column}") or self._columns[column]

    def values(self, relation: str, column: str) -> dict[str, str]:
        """The agreed values of a column in words; empty where its values are not agreed."""
        own = self._below(f"{relation}.{column}.")
        return own or self._below(f"{column}.")

    def value(self, relation: str, column: str, value: str) -> str:
        """An agreed value in words; any other as it is."""
        if column == "rrule":
            return self.recurrence(value)
        return self.values(relation, column).get(value, value)

    def recurrence(self, rrule: str) -> str:
        """How often something comes back, in words; a rule that is too special for words as it is.

        >>> from planparse.wording.catalogue import Catalogue
        >>> Labels(Catalogue("vi")).recurrence("FREQ=MONTHLY;INTERVAL=3")
        'hằng quý'
        >>> Labels(Catalogue("en")).recurrence("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30")
        'every year, month 11, day 30'
        """
        frequency = _FREQUENCY.match(rrule)
        words = self._values.get(f"rrule.{frequency.group()}") if frequency else None
        if frequency is None or words is None:
            return rrule
        parts = [part.partition("=") for part in rrule[frequency.end() :].split(";") if part]
        said = [self._say_part(name, values) for name, _, values in parts]
        return ", ".join([words, *said]) if all(said) else rrule

    def yes_or_no(self, value: bool) -> str:
        """A truth value in a word."""
        return self._values["yes" if value else "no"]

    def _say_part(self, name: str, values: str) -> str:
        """Days or months of a rule; nothing for what has no words."""
        match name:
            case "BYMONTHDAY" if values == "-1":
                return self.catalogue.say("export.rrule.last_day")
            case "BYMONTHDAY":
                return self.catalogue.say("export.rrule.days", days=values.replace(",", ", "))
            case "BYMONTH":
                return self.catalogue.say("export.rrule.months", months=values.replace(",", ", "))
            case "BYDAY" if all(self.catalogue.has(f"export.rrule.{day}") for day in values.split(",")):
                return ", ".join(self.catalogue.say(f"export.rrule.{day}") for day in values.split(","))
            case _:
                return ""

    def _below(self, prefix: str) -> dict[str, str]:
        return {key.removeprefix(prefix): text for key, text in self._values.items() if key.startswith(prefix)}
