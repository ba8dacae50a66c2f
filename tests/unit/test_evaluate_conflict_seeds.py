"""Seeds of known disagreements: what counts as told right, and what as a false alarm."""

from stemma.evaluate.conflict_seeds import Seed, is_told_right, read_seed
from stemma.model.dossier import Finding, Relation, ReportedClaim


def seed(kind: str, **values: list[str]) -> Seed:
    return read_seed({"story": "s", "kind": kind, "values": {k.strip("v"): d for k, d in values.items()}})


def finding(relation: Relation, *claims: tuple[str, float]) -> Finding:
    return Finding(
        id="f",
        statement="",
        relation=relation,
        kind="quantity",
        date=None,
        date_precision=None,
        origins=1,
        why="",
        confidence=0.5,
        claims=tuple(
            ReportedClaim(
                id=f"{article}{value}",
                article=article,
                start=0,
                end=1,
                quote="x",
                part="body",
                said_by=(),
                quoted="none",
                value={"quantity": value},
                origin="o",
            )
            for article, value in claims
        ),
        missing=(),
    )


SOURCES = {"1": "d1", "2": "d2"}
CONFLICT = seed("conflict", v5=["d1"], v7=["d2"])


def test_the_figures_of_a_value_stand_before_any_bracket() -> None:
    read = read_seed({"story": "s", "kind": "conflict", "values": {"about 4,100": ["d1"], "2 of 3 (first 9)": ["d2"]}})
    assert [figures for figures, _ in read.values] == [(4100.0,), (2.0,)]


def test_a_disagreement_is_right_where_its_figures_stand_side_by_side() -> None:
    assert is_told_right(CONFLICT, [finding("differ", ("1", 5), ("2", 7))], SOURCES)
    assert not is_told_right(CONFLICT, [finding("agree", ("1", 5), ("2", 7))], SOURCES)
    assert not is_told_right(CONFLICT, [finding("differ", ("1", 5), ("2", 9))], SOURCES)


def test_a_trap_is_right_where_nothing_is_said_to_conflict() -> None:
    trap = seed("trap: two events", v5=["d1"], v7=["d2"])
    assert is_told_right(trap, [finding("agree", ("1", 5)), finding("single", ("2", 7))], SOURCES)
    assert not is_told_right(trap, [finding("update", ("1", 5), ("2", 7))], SOURCES)


def test_agreement_is_right_where_two_documents_hold_the_figure_without_conflict() -> None:
    agreed = seed("corroboration, one origin", v5=["all"])
    assert is_told_right(agreed, [finding("agree", ("1", 5), ("2", 5))], SOURCES)
    assert not is_told_right(agreed, [finding("agree", ("1", 5))], SOURCES)
