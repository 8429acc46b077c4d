"""The memory of normal features, written out plainly in PyTorch and NumPy, to compare the Java with.

    python3 src/test/python/normal_memory.py golden        writes the golden values that GoldenMemoryTest reads
    python3 src/test/python/normal_memory.py score MODEL TEACHER IMAGE...    scores images by a model file

Needs torch, numpy, scipy and Pillow (Debian: python3-torch python3-numpy python3-scipy python3-pil). Not run by the build.
"""
import json
import struct
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from scipy.ndimage import gaussian_filter

ROOT = Path(__file__).resolve().parents[3]
TEACHER = ROOT / "src/main/resources/sc/fiji/stfpm/teacher/embedded-resnet18.safetensors"
GOLDEN = ROOT / "src/test/resources/sc/fiji/stfpm/memory/normal-memory.safetensors"
MEAN = np.array([0.485, 0.456, 0.406], np.float32)[:, None, None]
DEVIATION = np.array([0.229, 0.224, 0.225], np.float32)[:, None, None]
DTYPES = {"F32": np.float32, "F16": np.float16, "I64": np.int64}


def read_safetensors(path):
    data = Path(path).read_bytes()
    length = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:8 + length])
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        values = np.frombuffer(data[8 + length + begin:8 + length + end], DTYPES[entry["dtype"]])
        tensors[name] = values.reshape(entry["shape"])
    return tensors, metadata


def write_safetensors(path, tensors):
    header, blobs, at = {}, [], 0
    names = {np.dtype(v): k for k, v in DTYPES.items()}
    for name, values in tensors.items():
        blob = np.ascontiguousarray(values).tobytes()
        header[name] = {"dtype": names[values.dtype], "shape": list(values.shape), "data_offsets": [at, at + len(blob)]}
        blobs.append(blob)
        at += len(blob)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    Path(path).write_bytes(struct.pack("<Q", len(text)) + text + b"".join(blobs))


def features(weights, image):
    """Outputs of layer1 to layer3 of a ResNet-18 in evaluation mode, [C, h, w] each."""
    w = {k: torch.from_numpy(v.astype(np.float32)) for k, v in weights.items() if v.dtype != np.int64}

    def conv(x, name, norm, stride, padding):
        y = F.conv2d(x, w[name + ".weight"], stride=stride, padding=padding)
        return F.batch_norm(y, w[norm + ".running_mean"], w[norm + ".running_var"], w[norm + ".weight"], w[norm + ".bias"])

    with torch.no_grad():
        x = F.max_pool2d(F.relu(conv(torch.from_numpy(image)[None], "conv1", "bn1", 2, 3)), 3, 2, 1)
        outputs = []
        for layer in (1, 2, 3):
            for block in (0, 1):
                p = f"layer{layer}.{block}."
                stride = 2 if layer > 1 and block == 0 else 1
                y = F.relu(conv(x, p + "conv1", p + "bn1", stride, 1))
                y = conv(y, p + "conv2", p + "bn2", 1, 1)
                x = F.relu(y + (conv(x, p + "downsample.0", p + "downsample.1", stride, 0) if stride == 2 else x))
            outputs.append(x[0].numpy())
    return outputs


def normalised(f):
    return f / np.maximum(np.sqrt((f * f).sum(0)), 1e-12)


def pooled(f):
    """Mean over the 3 x 3 neighbours that there are."""
    return F.avg_pool2d(torch.from_numpy(f)[None], 3, 1, 1, count_include_pad=False)[0].numpy()


def whitening(normals, shrinkage=0.1):
    """Mean and (S + e m I)^(-1/2) of channel-normalised features [C, h, w]."""
    x = np.concatenate([f.reshape(len(f), -1) for f in normals], 1).astype(np.float64)
    mean = x.mean(1)
    covariance = x @ x.T / x.shape[1] - np.outer(mean, mean)
    values, vectors = np.linalg.eigh(covariance)
    values = np.maximum(values + shrinkage * np.trace(covariance) / len(mean), 1e-8)
    return mean.astype(np.float32), (vectors / np.sqrt(values) @ vectors.T).astype(np.float32)


def vectors(f, mean, matrix, weight):
    """[places, C (+ 2)] from channel-normalised features [C, h, w]."""
    p = pooled(f)
    c, h, w = p.shape
    v = (p.reshape(c, -1).T - mean) @ matrix.T / np.sqrt(np.float32(c))
    if weight == 0:
        return v
    y, x = np.mgrid[0:h, 0:w]
    return np.concatenate([v, weight * (2 * x / (w - 1) - 1).reshape(-1, 1), weight * (2 * y / (h - 1) - 1).reshape(-1, 1)],
                          1).astype(np.float32)


def k_centre(v, count):
    chosen, distance = [0], ((v - v[0]) ** 2).sum(1)
    while len(chosen) < count:
        chosen.append(int(distance.argmax()))
        distance = np.minimum(distance, ((v - v[chosen[-1]]) ** 2).sum(1))
    return v[chosen]


def distances(v, memory):
    return np.stack([((memory - x) ** 2).sum(1).min() for x in v])


def resized(m, height, width):
    return F.interpolate(torch.from_numpy(np.ascontiguousarray(m))[None, None], (height, width), mode="bilinear",
                         align_corners=False)[0, 0].numpy()


def fused(scales, height, width):
    """scales: for each its size and its layers' distances on one scale."""
    total = np.zeros((height, width), np.float32)
    for size, layers in scales:
        quarter = sum(resized(d, size // 4, size // 4) for d in layers)
        total += resized(gaussian_filter(quarter, 1), height, width)
    return total


def prepared(pixels):
    """[H, W, 3] of 8 bits to the network's input."""
    return (pixels.transpose(2, 0, 1).astype(np.float32) / 255 - MEAN) / DEVIATION


def golden_image(number, size=64):
    """A picture by a formula that the Java test has, too."""
    y, x, c = np.mgrid[0:size, 0:size, 0:3]
    return ((x * (number + 3) + y * (2 + c) + x * y // (4 + number)) % 256).astype(np.uint8)


def golden():
    weights, _ = read_safetensors(TEACHER)
    normal = [[normalised(f) for f in features(weights, prepared(golden_image(i)))] for i in range(3)]
    probe = [normalised(f) for f in features(weights, prepared(golden_image(5)))]
    out, maps = {}, []
    for layer, (weight, scale) in enumerate([(1, 0.3), (0.5, 0.5), (1, 0.7)]):
        mean, matrix = whitening([image[layer] for image in normal])
        every = np.concatenate([vectors(image[layer], mean, matrix, weight) for image in normal])
        memory = k_centre(every, 24).astype(np.float16)
        name = f"layer{layer + 1}."
        out[name + "mean"], out[name + "whitening"] = mean, matrix[:64 if layer == 0 else 4]
        out[name + "memory"] = memory
        p = pooled(probe[layer])
        places = np.arange(0, p[0].size, p[0].size // 4)
        out[name + "pooled"] = np.ascontiguousarray(p.reshape(len(p), -1).T[places])
        d = distances(vectors(probe[layer], mean, matrix, weight), memory.astype(np.float32)) / scale
        out[name + "distances"] = d.reshape(p[0].shape).astype(np.float32)
        maps.append(out[name + "distances"])
    out["map"] = fused([(64, maps)], 50, 70)
    write_safetensors(GOLDEN, out)
    print(GOLDEN, GOLDEN.stat().st_size, "bytes")


def score(model, teacher, images):
    tensors, metadata = read_safetensors(model)
    weights, _ = read_safetensors(teacher)
    description = json.loads(metadata["stfpm.model"])
    for path in images:
        picture = Image.open(path).convert("RGB")
        scales = []
        for number, scale in enumerate(description["memory"]["scales"]):
            size, layers = scale["size"], []
            found = features(weights, prepared(np.asarray(picture.resize((size, size), Image.BILINEAR))))
            for entry in scale["layers"]:
                name = f"memory.{number}.{entry['layer']}."
                v = vectors(normalised(found[int(entry["layer"][-1]) - 1]), tensors[name + "mean"], tensors[name + "whitening"],
                            entry["positionWeight"])
                side = int(np.sqrt(len(v)))
                layers.append((distances(v, tensors[name + "vectors"].astype(np.float32)) / entry["scale"]).reshape(side, side)
                              .astype(np.float32))
            scales.append((size, layers))
        print(path, fused(scales, picture.height, picture.width).max())


if __name__ == "__main__":
    if sys.argv[1:2] == ["golden"]:
        golden()
    elif sys.argv[1:2] == ["score"] and len(sys.argv) > 4:
        score(sys.argv[2], sys.argv[3], sys.argv[4:])
    else:
        sys.exit(__doc__)
