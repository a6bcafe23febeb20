"""After the last plan: which tasks of different plans are one."""

from planparse.link.tasks import TaskKey, link_task_keys
from planparse.rulebook.book import RuleBook
from planparse.store.duck import Store
from planparse.store.rows import TaskLinkRow


def link_tasks(store: Store, rules: RuleBook) -> None:
    """Renews ``task_links``, unless the tasks and the rules are those it comes from."""
    if store.tasks_are_linked(rules.fingerprint):
        return
    keys = (TaskKey(key, tasks, frozenset(plans)) for key, tasks, plans in store.task_keys())
    links = [TaskLinkRow(*link) for link in link_task_keys(keys, rules.task_names.apart, rules.task_terms.terms)]
    store.put_task_links(links, rules.fingerprint)
