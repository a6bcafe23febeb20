"""Source -> Plan: header zones, sections, appendices and logical tables are told apart; no text is changed."""
