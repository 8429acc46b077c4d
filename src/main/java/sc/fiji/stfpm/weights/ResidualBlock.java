package sc.fiji.stfpm.weights;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One residual block: the convolutions of {@code path} in turn, each with its batch norm and, but for the last, a ReLU;
 * then the input is added, through {@code downsample} and its batch norm if there is one; then a ReLU.
 *
 * @param path two convolutions in a basic block, three in a bottleneck
 * @param downsample the convolution of the shortcut, where channels or stride change
 */
public record ResidualBlock(List<Convolution> path, Optional<Convolution> downsample) {
	/** A basic block: 3x3, 3x3. */
	static ResidualBlock basic(String name, int in, int width, int stride) {
		return new ResidualBlock(List.of(
			convolution(name, 1, in, width, 3, stride),
			convolution(name, 2, width, width, 3, 1)), shortcut(name, in, width, stride));
	}

	/** A bottleneck: 1x1, 3x3, 1x1. The stride sits on the 3x3, as in torchvision ("v1.5"). */
	static ResidualBlock bottleneck(String name, int in, int width, int out, int stride) {
		return new ResidualBlock(List.of(
			convolution(name, 1, in, width, 1, 1),
			convolution(name, 2, width, width, 3, stride),
			convolution(name, 3, width, out, 1, 1)), shortcut(name, in, out, stride));
	}

	private static Convolution convolution(String block, int number, int in, int out, int kernel, int stride) {
		return new Convolution(block + ".conv" + number, block + ".bn" + number, in, out, kernel, stride);
	}

	private static Optional<Convolution> shortcut(String block, int in, int out, int stride) {
		if (in == out && stride == 1)
			return Optional.empty();
		return Optional.of(new Convolution(block + ".downsample.0", block + ".downsample.1", in, out, 1, stride));
	}

	/** All convolutions, that of the shortcut last. */
	public List<Convolution> convolutions() {
		List<Convolution> all = new ArrayList<>(path);
		downsample.ifPresent(all::add);
		return all;
	}
}
