"""Detection with a model of the preset memory, as one would write it in PyTorch, to compare the speed with.

    python3 src/test/python/detect_torch.py TEACHER MODEL MAPS IMAGE...       images per second of each way, and maps as float32 files in MAPS
    python3 src/test/python/detect_torch.py --serve TEACHER MODEL MAPS IMAGE...     a turn for each line of standard input that names a way

From pixels in memory to the map at the image's size and its highest value: the teacher to layer3, features normalised over channels and
averaged over 3 x 3, whitened, positions appended, the nearest of all vectors of the memory, layers summed at a quarter of the size,
a Gaussian, the map at the full size. In single precision on all cores. The ways:

    plain   modules as torchvision has them, torch.no_grad, torch.cdist
    best    batch norms folded, channels last, the graph frozen, torch.inference_mode, distances as one product a piece of places
    fused   as best, with the frozen graph optimised for inference, which fuses on processors with oneDNN
    patchcore   PatchCore (see patchcore.py) of the same teacher with a coreset of 10 % of 200 normal images and a plain search, otherwise as
                best; its vectors are drawn at random, as the time does not depend on which they are

Each with the number of images at a time behind a colon, such as best:4. Every answer of --serve is a line of JSON.
Needs torch, numpy, scipy and Pillow, see normal_memory.py. Not run by the build.
"""
import json
import os
import sys
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from PIL import Image
from scipy.ndimage import gaussian_filter

from normal_memory import read_safetensors

WAYS = [f"{way}:{batch}" for way in ("plain", "best", "fused", "patchcore") for batch in (1, 4, 8)]
PIECE = 512
CORESET_SHARE, CORESET_IMAGES, CORESET_SIGMA = 0.1, 200, 4


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs)
        self.conv2, self.bn2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs)
        self.downsample = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs)) if stride > 1 else None

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)), inplace=True)))
        return F.relu(y + (x if self.downsample is None else self.downsample(x)), inplace=True)


class Teacher(nn.Module):
    """ResNet-18 to layer3; the names are torchvision's."""

    def __init__(self):
        super().__init__()
        self.conv1, self.bn1, self.maxpool = nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.MaxPool2d(3, 2, 1)
        self.layer1 = nn.Sequential(Block(64, 64, 1), Block(64, 64, 1))
        self.layer2 = nn.Sequential(Block(64, 128, 2), Block(128, 128, 1))
        self.layer3 = nn.Sequential(Block(128, 256, 2), Block(256, 256, 1))

    def forward(self, x):
        one = self.layer1(self.maxpool(F.relu(self.bn1(self.conv1(x)), inplace=True)))
        two = self.layer2(one)
        return one, two, self.layer3(two)


def loaded(state):
    teacher = Teacher().eval()
    left = teacher.load_state_dict(state, strict=False)
    assert all(name.endswith("num_batches_tracked") for name in left.missing_keys) and not left.unexpected_keys, left
    return teacher


class Layer:
    def __init__(self, tensors, entry, weight):
        name = f"memory.0.{entry['layer']}."
        self.index, self.weight, self.scale = int(entry["layer"][-1]) - 1, weight, entry["scale"]
        self.mean = torch.from_numpy(tensors[name + "mean"].copy())
        self.whitening = torch.from_numpy(tensors[name + "whitening"] / np.sqrt(np.float32(len(self.mean))))
        self.memory = torch.from_numpy(tensors[name + "vectors"].astype(np.float32))
        self.offset = -self.mean @ self.whitening.T
        self.factors = (-2 * self.memory.T).contiguous()
        self.lengths = (self.memory * self.memory).sum(1)
        self.places = {}

    def positions(self, height, width):
        if (height, width) not in self.places:
            y, x = torch.meshgrid(torch.linspace(-1, 1, height), torch.linspace(-1, 1, width), indexing="ij")
            self.places[height, width] = self.weight * torch.stack([x.reshape(-1), y.reshape(-1)], 1)
        return self.places[height, width]

    def vectors(self, features):
        """[places, D] of every image."""
        pooled = F.avg_pool2d(F.normalize(features), 3, 1, 1, count_include_pad=False)
        n, c, h, w = pooled.shape
        whitened = torch.addmm(self.offset, pooled.permute(0, 2, 3, 1).reshape(-1, c), self.whitening.T).reshape(n, h * w, c)
        if self.weight == 0:
            return list(whitened)
        return [torch.cat([one, self.positions(h, w)], 1) for one in whitened]

    def plain(self, vectors):
        return torch.cdist(vectors, self.memory).amin(1) ** 2 / self.scale

    def best(self, vectors):
        return ((vectors * vectors).sum(1) + nearest(vectors, self.factors, self.lengths)).clamp(min=0) / self.scale


def nearest(vectors, factors, lengths):
    """Squared distances but for the vectors' own lengths, by pieces that stay in the processor's cache."""
    return torch.cat([torch.addmm(lengths, piece, factors).amin(1) for piece in vectors.split(PIECE)])


class PatchCore:
    """[N, H, W] maps from features; places are those of layer 2."""

    def __init__(self, features):
        vectors = self.vectors(features).reshape(-1, 384)
        count = int(CORESET_SHARE * CORESET_IMAGES * features[1].shape[2] * features[1].shape[3])
        coreset = vectors[torch.randint(len(vectors), (count,), generator=torch.Generator().manual_seed(0))]
        self.factors, self.lengths = (-2 * coreset.T).contiguous(), (coreset * coreset).sum(1)

    @staticmethod
    def vectors(features):
        two, three = (F.avg_pool2d(f, 3, 1, 1) for f in features[1:])
        deep = F.interpolate(three, two.shape[2:], mode="bilinear", align_corners=False)
        return torch.cat([two, deep], 1).permute(0, 2, 3, 1)

    def maps(self, features, height, width):
        grid = self.vectors(features)
        rows = grid.reshape(-1, grid.shape[-1])
        distances = ((rows * rows).sum(1) + nearest(rows, self.factors, self.lengths)).clamp(min=0).sqrt().reshape(grid.shape[:3])
        maps = F.interpolate(distances[:, None], (height, width), mode="bilinear", align_corners=False)[:, 0]
        return torch.from_numpy(np.stack([gaussian_filter(one, CORESET_SIGMA) for one in maps.numpy()]))


class Detector:
    def __init__(self, teacher, model):
        weights, _ = read_safetensors(teacher)
        tensors, metadata = read_safetensors(model)
        description = json.loads(metadata["stfpm.model"])
        preprocessing, scales = description["preprocessing"], description["memory"]["scales"]
        if len(scales) > 1 or preprocessing["mode"] != "WHOLE":
            sys.exit("Expected a model of one size that sees images whole")
        self.size = scales[0]["size"]
        self.mean, self.deviation = (torch.tensor(preprocessing[key])[:, None, None] for key in ("mean", "deviation"))
        self.layers = [Layer(tensors, entry, entry["positionWeight"]) for entry in scales[0]["layers"]]
        state = {key: torch.from_numpy(value.copy()) for key, value in weights.items()}
        self.plain, self.patchcore = loaded(state), None
        # Freezing folds the batch norms.
        self.best = torch.jit.freeze(torch.jit.script(loaded(state).to(memory_format=torch.channels_last)))
        self.fused = torch.jit.optimize_for_inference(torch.jit.script(loaded(state).to(memory_format=torch.channels_last)))

    def features(self, way, pixels):
        """Of images [N, H, W, 3] of 8 bits."""
        x = (torch.from_numpy(pixels).permute(0, 3, 1, 2).float() / 255 - self.mean) / self.deviation
        if x.shape[2:] != (self.size, self.size):
            x = F.interpolate(x, (self.size, self.size), mode="bilinear", antialias=True)
        if way == "plain":
            return self.plain(x.contiguous())
        return (self.fused if way == "fused" else self.best)(x.contiguous(memory_format=torch.channels_last))

    def maps(self, way, pixels):
        """[N, H, W]."""
        features, quarter = self.features(way, pixels), self.size // 4
        if way == "patchcore":
            self.patchcore = self.patchcore or PatchCore(features)
            return self.patchcore.maps(features, *pixels.shape[1:3])
        summed = torch.zeros(len(pixels), quarter, quarter)
        for layer in self.layers:
            f = features[layer.index]
            distances = torch.stack([layer.plain(v) if way == "plain" else layer.best(v) for v in layer.vectors(f)])
            summed += F.interpolate(distances.reshape(len(pixels), 1, *f.shape[2:]), (quarter, quarter), mode="bilinear", align_corners=False)[:, 0]
        smooth = torch.from_numpy(np.stack([gaussian_filter(one, 1) for one in summed.numpy()]))
        return F.interpolate(smooth[:, None], pixels.shape[1:3], mode="bilinear", align_corners=False)[:, 0]

    def turn(self, way, images):
        """Images per second, and of the teacher alone."""
        name, batch = way.split(":")
        batches = [images[start:start + int(batch)] for start in range(0, len(images), int(batch))]
        with torch.no_grad() if name == "plain" else torch.inference_mode():
            began = time.perf_counter()
            scores = [float(m.max()) for pixels in batches for m in self.maps(name, pixels)]
            between = time.perf_counter()
            for pixels in batches:
                self.features(name, pixels)
            ended = time.perf_counter()
        assert len(scores) == len(images)
        return {"way": way, "rate": len(images) / (between - began), "teacher_rate": len(images) / (ended - between)}

    def write_maps(self, folder, images):
        with torch.no_grad():
            for i, pixels in enumerate(images):
                np.asarray(self.maps("plain", pixels[None])[0], ">f4").tofile(folder / f"{i}.map")


def main(serve, teacher, model, maps, paths):
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", os.cpu_count())))
    detector = Detector(teacher, model)
    images = np.stack([np.asarray(Image.open(path).convert("RGB")) for path in paths])
    detector.write_maps(Path(maps), images)
    print(json.dumps({"torch": torch.__version__, "threads": torch.get_num_threads(), "ways": WAYS}), flush=True)
    for way in (line.strip() for line in sys.stdin) if serve else WAYS * 3:
        print(json.dumps(detector.turn(way, images)), flush=True)


if __name__ == "__main__":
    arguments = sys.argv[1:]
    serving = arguments[:1] == ["--serve"]
    if len(arguments) < 4 + serving:
        sys.exit(__doc__)
    main(serving, *arguments[serving:serving + 3], arguments[serving + 3:])
