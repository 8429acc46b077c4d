"""Makes the script of the class RowMinimum, in TorchScript.

    /usr/bin/python3 src/test/python/row_minimum.py src/main/resources/sc/fiji/stfpm/network/row-minimum.pt

Debian: python3-torch. PyTorch reads scripts of earlier versions.
"""
import io
import sys
import zipfile

import torch


class RowMinimum(torch.nn.Module):
    def forward(self, left: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
        # With fewer rows the right side is laid out too often, with more the product leaves the processor's cache before its minimum is taken.
        rows = 512
        minimum = torch.empty([left.size(0)], dtype=left.dtype, device=left.device)
        for first in range(0, left.size(0), rows):
            minimum[first:first + rows] = torch.amin(torch.matmul(left[first:first + rows], right), 1)
        return minimum


def plain(written):
    """The same archive in a form that Java reads, too: PyTorch's has the sizes of stored files behind them."""
    archive = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(archive, "w") as target:
        for name in source.namelist():
            if not name.endswith(".debug_pkl"):
                target.writestr(zipfile.ZipInfo(name), source.read(name))
    return archive.getvalue()


if __name__ == "__main__":
    buffer = io.BytesIO()
    torch.jit.save(torch.jit.script(RowMinimum()), buffer)
    with open(sys.argv[1], "wb") as file:
        file.write(plain(buffer))
