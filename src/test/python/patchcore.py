"""PatchCore (Roth et al., CVPR 2022) with the same teacher on the same images, to compare the memory with.

    python3 src/test/python/patchcore.py TEACHER SEEDS FOLDER...        a Markdown row for each folder; SEEDS such as 0,1,2

As published but for the backbone: layers 2 and 3, averaged over 3 x 3 neighbours and concatenated; a coreset of 1 % of all normal places by
greedy k-centre on a Gaussian projection to 128 dimensions; L2 distance to the nearest; the image's score re-weighted by its 9 neighbours;
maps smoothed with sigma 4. Images are taken at 256 x 256, those of native:FOLDER at their own size. Folders are laid out as MVTec AD's.

Needs torch, numpy, scipy and Pillow, see normal_memory.py. Not run by the build.
"""
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from scipy.ndimage import gaussian_filter

from normal_memory import features, prepared, read_safetensors

SIZE, SHARE, NEIGHBOURS, SIGMA = 256, 0.01, 9, 4


def image(path, native):
    picture = Image.open(path).convert("RGB")
    return np.asarray(picture if native else picture.resize((SIZE, SIZE), Image.BILINEAR))


def patches(weights, pixels):
    """[h, w, C] of layers 2 and 3."""
    layers = [F.avg_pool2d(torch.from_numpy(f)[None], 3, 1, 1) for f in features(weights, prepared(pixels))[1:]]
    deep = F.interpolate(layers[1], layers[0].shape[2:], mode="bilinear", align_corners=False)
    return torch.cat([layers[0], deep], 1)[0].permute(1, 2, 0).contiguous().numpy()


def coreset(vectors, seed):
    generator = np.random.default_rng(seed)
    small = vectors @ (generator.standard_normal((vectors.shape[1], 128)).astype(np.float32) / np.sqrt(np.float32(128)))
    norms = (small * small).sum(1)
    chosen = [int(generator.integers(len(small)))]
    distance = np.full(len(small), np.inf, np.float32)
    while True:
        last = small[chosen[-1]]
        distance = np.minimum(distance, norms - 2 * (small @ last) + last @ last)
        if len(chosen) >= max(NEIGHBOURS, int(SHARE * len(vectors))):
            return vectors[chosen]
        chosen.append(int(distance.argmax()))


def nearest(vectors, memory, norms):
    """Index of the nearest and its distance."""
    index, distance = [], []
    for start in range(0, len(vectors), 2048):
        part = vectors[start:start + 2048]
        squares = norms - 2 * (part @ memory.T)
        best = squares.argmin(1)
        index.append(best)
        distance.append(np.sqrt(np.maximum(squares[np.arange(len(part)), best] + (part * part).sum(1), 0)))
    return np.concatenate(index), np.concatenate(distance)


def judged(grid, memory, norms):
    """The image's score and its map at the size of the grid."""
    vectors = grid.reshape(-1, grid.shape[-1])
    index, distance = nearest(vectors, memory, norms)
    worst = distance.argmax()
    near = memory[np.argsort(norms - 2 * (memory @ memory[index[worst]]))[:NEIGHBOURS]]
    to = np.sqrt(((near - vectors[worst]) ** 2).sum(1))
    weight = 1 - np.exp(distance[worst] - to.max()) / np.exp(to - to.max()).sum()
    return float(weight * distance[worst]), distance.reshape(grid.shape[:2])


def auroc(normal, anomalous):
    scores = np.concatenate([normal, anomalous])
    values, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[place]
    n, m = len(normal), len(anomalous)
    return (ranks[n:].sum() - m * (m + 1) / 2) / (n * m)


def mask_of(folder, kind, file):
    path = folder / "ground_truth" / kind / (file.stem + "_mask.png")
    return np.asarray(Image.open(path).convert("L")) > 0 if path.exists() else None


def evaluate(weights, folder, native, seed):
    train = sorted((folder / "train/good").iterdir())
    memory = coreset(np.concatenate([patches(weights, image(p, native)).reshape(-1, 384) for p in train]), seed)
    norms = (memory * memory).sum(1)
    scores, inside, outside = {False: [], True: []}, [], []
    for kind in sorted((folder / "test").iterdir()):
        for file in sorted(kind.iterdir()):
            anomalous = kind.name != "good"
            score, small = judged(patches(weights, image(file, native)), memory, norms)
            scores[anomalous].append(score)
            mask = mask_of(folder, kind.name, file) if anomalous else None
            if anomalous and mask is None:
                continue
            width, height = Image.open(file).size
            full = F.interpolate(torch.from_numpy(small)[None, None], (height, width), mode="bilinear", align_corners=False)[0, 0].numpy()
            full = gaussian_filter(full, SIGMA)
            mask = np.zeros(full.shape, bool) if mask is None else mask
            inside.append(full[mask])
            outside.append(full[~mask])
    pixels = auroc(np.concatenate(outside), np.concatenate(inside)) if inside and sum(map(len, inside)) else float("nan")
    return auroc(np.array(scores[False]), np.array(scores[True])), pixels


def main(teacher, seeds, folders):
    weights, _ = read_safetensors(teacher)
    print("| set | seeds | image AUROC | pixel AUROC |\n|---|---|---|---|")
    for name in folders:
        folder = Path(name.removeprefix("native:"))
        results = np.array([evaluate(weights, folder, name.startswith("native:"), int(seed)) for seed in seeds.split(",")])
        deviation = results.std(0, ddof=1) if len(results) > 1 else results[0] * 0
        print(f"| {folder.name} | {len(results)} | " + " | ".join("" if np.isnan(m) else f"{m:.3f} ± {d:.3f}" for m, d in zip(
            results.mean(0), deviation)) + " |", flush=True)


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
