"""Convolutions of a ResNet-18 at 256 x 256 in single precision, bfloat16 and 8 bits, as fast as PyTorch has them on this machine.

    /usr/bin/python3 src/test/python/low_precision.py

Debian: python3-torch. Prints for each the best of 15 turns, and how many times as fast as single precision it is.
"""
import time

import torch

# Channels in and out, side of the image, side of the kernel, stride.
CONVOLUTIONS = [(64, 64, 64, 3, 1), (64, 128, 64, 3, 2), (128, 128, 32, 3, 1), (256, 256, 16, 3, 1)]
TURNS = 15


def best(function):
    seconds = []
    for _ in range(TURNS + 4):
        begin = time.perf_counter()
        function()
        seconds.append(time.perf_counter() - begin)
    return min(seconds[4:])


def main():
    torch.set_num_threads(2)
    torch.backends.quantized.engine = "onednn"
    print(f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads")
    for inputs, outputs, side, kernel, stride in CONVOLUTIONS:
        x = torch.randn(1, inputs, side, side).contiguous(memory_format=torch.channels_last)
        w = torch.randn(outputs, inputs, kernel, kernel).contiguous(memory_format=torch.channels_last)
        padding = kernel // 2
        single = best(lambda: torch.nn.functional.conv2d(x, w, None, stride, padding))
        xb, wb = x.bfloat16(), w.bfloat16()
        half = best(lambda: torch.nn.functional.conv2d(xb, wb, None, stride, padding))
        xq = torch.quantize_per_tensor(x, 0.05, 64, torch.quint8).contiguous(memory_format=torch.channels_last)
        packed = torch.ops.quantized.conv2d_prepack(torch.quantize_per_tensor(w, 0.05, 0, torch.qint8), torch.zeros(outputs), [stride] * 2,
                                                    [padding] * 2, [1, 1], 1)
        eight = best(lambda: torch.ops.quantized.conv2d_relu(xq, packed, 0.05, 64))
        print(f"{inputs:3d} to {outputs:3d} channels, {side} x {side}, stride {stride}: {1000 * single:.2f} ms; "
              f"bfloat16 {single / half:.2f}, 8 bits {single / eight:.2f} times as fast")


if __name__ == "__main__":
    with torch.inference_mode():
        main()
