"""What a clerk (văn thư) asks of a draft before it is signed (*kiểm tra dự thảo*).

Each module of ``checks`` asks one thing of a plan; ``registry`` knows all of them, how grave each finding is and what
it rests on; ``inspecting`` runs them and adds what the stages noticed; ``writing`` tells the findings as text, JSON or
SARIF. The words stand in ``wording/texts/*/check.yaml``, what a commune could word otherwise in ``rules/``.
"""
