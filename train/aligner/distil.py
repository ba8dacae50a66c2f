"""Hand a large encoder's likeness down to the small one that ships.

    python -m train.aligner.distil TEACHER STUDENT OUT --stories-file .../unified-stories/stories.dev.jsonl

TEACHER: what ``train.aligner.contrast`` made of all-mpnet-base-v2; STUDENT: all-MiniLM-L6-v2. The student learns the
corpus by the same in-story contrast, and on unlabelled clauses of real stories (and on the corpus) it learns to find
two clauses as like as the teacher does: mean squared error between both cosines, each story's mean vector taken off.
"""

import argparse
import random
from pathlib import Path

import torch
from torch.nn import functional

from stemma.evaluate.invented_split import list_stories
from train.aligner.claims import MarkedClaim, read_claims
from train.aligner.clauses import read_batches
from train.aligner.contrast import SEED, Encoder, make_optimiser, measure_contrast

RATE = 5e-5
WEIGHT = 20.0
"""How much the teacher's likeness counts beside the contrast."""
BATCH = 112


def centred_cosines(vectors: torch.Tensor) -> torch.Tensor:
    """Cosines of the rows after their mean is taken off."""
    vectors = functional.normalize(vectors, dim=1)
    vectors = functional.normalize(vectors - vectors.mean(0, keepdim=True), dim=1)
    return vectors @ vectors.T


def encode(encoder: Encoder, words: list[str]) -> torch.Tensor:
    """The vectors of one batch, multiplied in bfloat16."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        vectors = encoder(words)
    return vectors.float()


def distil(
    student: Encoder, batches: list[tuple[list[str], list[MarkedClaim] | None, torch.Tensor]], epochs: int
) -> None:
    """Train in place; one step a batch: (words, marked claims or None, the teacher's cosines)."""
    random.seed(SEED)
    torch.manual_seed(SEED)
    optimiser, schedule = make_optimiser(student, RATE, epochs * len(batches))
    student.train()
    for epoch in range(epochs):
        order = list(range(len(batches)))
        random.shuffle(order)
        contrast = likeness = 0.0
        for number in order:
            words, claims, wanted = batches[number]
            vectors = encode(student, words)
            apart = ~torch.eye(len(words), dtype=torch.bool)
            taught = functional.mse_loss(centred_cosines(vectors)[apart], wanted[apart])
            loss = WEIGHT * taught
            if claims is not None:
                own = measure_contrast(vectors, claims)
                loss = loss + own
                contrast += float(own.detach())
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(student.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            likeness += float(taught.detach())
        marked = sum(c is not None for _, c, _ in batches)
        print(f"epoch {epoch + 1}: contrast {contrast / marked:.3f}, teacher {likeness / len(batches):.4f}", flush=True)


def main() -> None:
    """Teach and save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("teacher")
    parser.add_argument("student")
    parser.add_argument("out", type=Path)
    parser.add_argument("--stories-file", type=Path, required=True)
    parser.add_argument("--batches", type=int, default=60)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    options = parser.parse_args()
    marked = [read_claims(f) for f in sorted(list_stories(options.corpus, "train"))]
    lists: list[tuple[list[str], list[MarkedClaim] | None]] = [([c.words for c in claims], claims) for claims in marked]
    lists += [(b, None) for b in read_batches(options.stories_file, batches=options.batches, size=BATCH, seed=SEED)]
    teacher = Encoder(options.teacher).eval()
    with torch.no_grad():
        batches = [(words, claims, centred_cosines(encode(teacher, words))) for words, claims in lists]
    print(f"{len(marked)} stories, {len(batches) - len(marked)} unlabelled batches", flush=True)
    student = Encoder(options.student)
    distil(student, batches, options.epochs)
    student.model.save_pretrained(options.out)
    student.tokenizer.save_pretrained(options.out)


if __name__ == "__main__":
    main()
