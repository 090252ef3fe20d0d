"""Epochs of the same network on the same batches by PyTorch's own LSTM; prints seconds of each.

torch_epoch.py BATCHES DESCRIPTION EPOCHS, where DESCRIPTION is what EpochBenchmark printed.
"""

import json
import math
import sys
import time

import numpy as np
import torch

OFFSET, SCALE, LEAST, GREATEST, WITHIN, SOFT = 0.5, -2.0, -5.0, 1.0, 0.2, 0.06
RATE, DECAY, CLIP = 2e-3, 1e-4, 1.0


class Network(torch.nn.Module):
    def __init__(self, width, hidden, outputs, dropout):
        super().__init__()
        sizes = [width, *hidden]
        self.layers = torch.nn.ModuleList(
            torch.nn.LSTM(i, h, batch_first=True) for i, h in zip(sizes, sizes[1:])
        )
        self.drop = torch.nn.Dropout(dropout)
        self.linear = torch.nn.Linear(hidden[-1] + width, outputs)

    def forward(self, inputs):
        value = inputs
        for layer in self.layers:
            value = self.drop(layer(value)[0])
        return self.linear(torch.cat([value, inputs], -1))


def loss_of(outputs, anchors, target, weights):
    """The loss of training.bandwidth.MixtureLoss, with misses weighing 1."""
    raw, moves, scales = outputs.chunk(3, -1)
    log_weights = torch.log_softmax(raw, -1)
    centres = moves * OFFSET + anchors
    log_scales = (scales + SCALE).clamp(LEAST, GREATEST)
    scale = log_scales.exp()
    z = (target - centres) / scale
    density = -z - log_scales - 2 * torch.nn.functional.softplus(-z)
    loss = -torch.logsumexp(density + log_weights, -1)
    with torch.no_grad():
        apart = centres.unsqueeze(-1) - centres.unsqueeze(-2)
        above = torch.sigmoid((apart - math.log(1 - WITHIN)) / scale.unsqueeze(-2))
        below = torch.sigmoid((apart - math.log(1 + WITHIN)) / scale.unsqueeze(-2))
        best = ((above - below) * log_weights.exp().unsqueeze(-2)).sum(-1).argmax(-1, keepdim=True)
    off = ((centres.gather(-1, best) - target).exp() - 1).abs()
    loss = loss + torch.sigmoid((off - WITHIN) / SOFT).squeeze(-1)
    return (loss * weights).sum() / (weights.sum() + 1e-6)


def batches_of(path, said):
    values = np.fromfile(path, dtype=">f4").astype(np.float32)
    learned, at = said["steps"] - said["warm_up"], 0
    shapes = [(said["steps"], said["width"]), (learned, said["components"]), (learned, 1), (learned,)]
    while at < len(values):
        rows, at = int(values[at]), at + 1
        parts = []
        for shape in shapes:
            count = rows * math.prod(shape)
            parts.append(torch.from_numpy(values[at : at + count].reshape(rows, *shape).copy()))
            at += count
        yield parts


def main():
    path, said, epochs = sys.argv[1], json.loads(sys.argv[2]), int(sys.argv[3])
    torch.set_num_threads(said["threads"])
    torch.manual_seed(42)
    batches = list(batches_of(path, said))
    network = Network(said["width"], said["hidden"], 3 * said["components"], said["dropout"])
    optimizer = torch.optim.AdamW(network.parameters(), RATE, weight_decay=DECAY)
    seconds = []
    for _ in range(epochs):
        begin = time.monotonic()
        for features, anchors, target, weights in batches:
            outputs = network(features)[:, said["warm_up"] :]
            loss = loss_of(outputs, anchors, target, weights)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), CLIP)
            optimizer.step()
        seconds.append(time.monotonic() - begin)
    print(json.dumps({"seconds": seconds, "torch": torch.__version__}))


if __name__ == "__main__":
    main()
