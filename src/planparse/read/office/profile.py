"""The settings of the LibreOffice that converts files of strangers: no macros, no links, no network."""

from pathlib import Path
from xml.sax.saxutils import quoteattr

_NEVER_IN_WRITER = "0"
_NEVER_IN_CALC = "1"
_CLOSED_PORT = "9"
"""The port of the discard service, where nothing listens: a proxy there leads nowhere."""

_SETTINGS = (
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Common/Java", "Enable", "false"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", _NEVER_IN_WRITER),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", _NEVER_IN_CALC),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    *(
        ("/org.openoffice.Inet/Settings", f"ooInet{scheme}Proxy{part}", value)
        for scheme in ("HTTP", "HTTPS")
        for part, value in (("Name", "127.0.0.1"), ("Port", _CLOSED_PORT))
    ),
    ("/org.openoffice.Inet/Settings", "ooInetNoProxy", ""),
    ("/org.openoffice.Setup/Office", "ooSetupInstCompleted", "true"),
)
_NAMESPACES = 'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'


def write_profile(folder: Path) -> None:
    """Writes a new profile. A profile serves one process only: two that share it wait for each other or fail."""
    items = "".join(
        f"<item oor:path={quoteattr(path)}><prop oor:name={quoteattr(name)} oor:op='fuse'><value>{value}</value></prop>"
        "</item>"
        for path, name, value in _SETTINGS
    )
    user = folder / "user"
    user.mkdir(parents=True)
    header = '<?xml version="1.0" encoding="UTF-8"?>'
    (user / "registrymodifications.xcu").write_text(f"{header}<oor:items {_NAMESPACES}>{items}</oor:items>", "utf-8")
