"""Epochs of the same tagger on the same batches by PyTorch alone; prints seconds of each.

torch_tagger_epoch.py BATCHES DESCRIPTION, where DESCRIPTION is what TaggerEpochBenchmark printed.
The CRF is the usual one: its forward algorithm is a loop of logsumexp over the bytes of the padded
batch, and autograd goes back through it. The backward direction reads each message reversed by
itself; a packed sequence would do the same, ten times slower.
"""

import json
import sys
import time

import numpy as np
import torch

RATE, DECAY, CLIP, BYTES = 2e-3, 1e-4, 5.0, 256
FORBIDDEN = -10_000.0


class Tagger(torch.nn.Module):
    def __init__(self, embedding, hidden, tags, dropout):
        super().__init__()
        self.embedding = torch.nn.Embedding(BYTES, embedding)
        sizes = [embedding, *(2 * units for units in hidden)]
        self.forwards, self.backwards = (
            torch.nn.ModuleList(
                torch.nn.LSTM(i, h, batch_first=True) for i, h in zip(sizes, hidden)
            )
            for _ in range(2)
        )
        self.drop = torch.nn.Dropout(dropout)
        self.linear = torch.nn.Linear(sizes[-1], tags)
        self.transitions = torch.nn.Parameter(torch.zeros(tags, tags))
        self.start = torch.nn.Parameter(torch.zeros(tags))
        self.end = torch.nn.Parameter(torch.zeros(tags))
        before, after = torch.arange(tags).unsqueeze(1), torch.arange(tags).unsqueeze(0)
        allowed = (after % 2 == 0) | (before // 2 == after // 2)
        self.register_buffer("steps", torch.where(allowed, 0.0, FORBIDDEN))
        self.register_buffer("firsts", torch.where(torch.arange(tags) % 2 == 0, 0.0, FORBIDDEN))

    def emissions(self, ids, lengths):
        value = self.drop(self.embedding(ids))
        at = torch.arange(ids.shape[1]).unsqueeze(0)
        ends = lengths.unsqueeze(1)
        reverse = torch.where(at < ends, ends - 1 - at, at).unsqueeze(2)
        for onward, back in zip(self.forwards, self.backwards):
            turned = back(reversed_by(value, reverse))[0]
            value = torch.cat([onward(value)[0], reversed_by(turned, reverse)], 2)
            value = self.drop(value)
        return self.linear(value)

    def loss(self, ids, lengths, tags):
        emissions = self.emissions(ids, lengths).transpose(0, 1)
        tags, longest = tags.transpose(0, 1), emissions.shape[0]
        inside = torch.arange(longest).unsqueeze(1) < lengths.unsqueeze(0)
        transitions, start = self.transitions + self.steps, self.start + self.firsts
        return (self.total(emissions, inside, transitions, start)
                - self.true(emissions, tags, inside, lengths, transitions, start)).mean()  # fmt: skip

    def total(self, emissions, inside, transitions, start):
        """The logarithm of the sum over all ways."""
        # By unbind: the gradient of emissions[at] would be as large as all emissions, at each byte.
        first, *others = emissions.unbind(0)
        score = start + first
        for own, here in zip(others, inside[1:].unsqueeze(2).unbind(0)):
            step = score.unsqueeze(2) + transitions + own.unsqueeze(1)
            score = torch.where(here, torch.logsumexp(step, 1), score)
        return torch.logsumexp(score + self.end, 1)

    def true(self, emissions, tags, inside, lengths, transitions, start):
        """The score of the true way."""
        own = emissions.gather(2, tags.unsqueeze(2)).squeeze(2)
        score = start[tags[0]] + (own * inside).sum(0)
        score = score + (transitions[tags[:-1], tags[1:]] * inside[1:]).sum(0)
        return score + self.end[tags.gather(0, (lengths - 1).unsqueeze(0)).squeeze(0)]


def reversed_by(value, order):
    return value.gather(1, order.expand(-1, -1, value.shape[2]))


def batches_of(path):
    values, at = np.fromfile(path, dtype=">i4").astype(np.int64), 0
    while at < len(values):
        rows, longest = values[at : at + 2]
        at += 2
        parts = []
        for count in (rows, rows * longest, rows * longest):
            parts.append(torch.from_numpy(values[at : at + count].copy()))
            at += count
        lengths, ids, tags = parts
        yield ids.reshape(rows, longest), lengths, tags.reshape(rows, longest)


def main():
    path, said = sys.argv[1], json.loads(sys.argv[2])
    torch.set_num_threads(said["threads"])
    torch.manual_seed(42)
    batches = list(batches_of(path))
    tagger = Tagger(said["embedding"], said["hidden"], said["tags"], said["dropout"])
    optimizer = torch.optim.AdamW(tagger.parameters(), RATE, weight_decay=DECAY)
    seconds, losses = [], []
    for first in range(0, len(batches), said["batches"]):
        begin, total = time.monotonic(), 0.0
        for ids, lengths, tags in batches[first : first + said["batches"]]:
            loss = tagger.loss(ids, lengths, tags)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(tagger.parameters(), CLIP)
            optimizer.step()
            total += loss.item()
        seconds.append(time.monotonic() - begin)
        losses.append(total / said["batches"])
    print(json.dumps({"seconds": seconds, "losses": losses, "torch": torch.__version__}))


if __name__ == "__main__":
    main()
