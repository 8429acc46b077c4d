package sc.fiji.stfpm.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;

class SharedPyramidTest {
	private static final ComputeDevice CPU = ComputeDevice.of("cpu");

	/** Such as no other test has. */
	private static BackboneWeights weights(long seed) {
		return BackboneWeights.random(Backbone.RESNET18, 7_654_321 + seed);
	}

	@Test
	void theSameWeightsAreThereOnceUntilTheLastUseEnds() {
		SharedPyramid first = SharedPyramid.of(weights(1), CPU), second = SharedPyramid.of(weights(1), CPU);
		ResNetPyramid pyramid = first.pyramid();
		assertSame(pyramid, second.pyramid());
		try (SharedPyramid other = SharedPyramid.of(weights(2), CPU)) {
			assertNotSame(pyramid, other.pyramid());
		}
		first.close();
		first.close();
		try (SharedPyramid third = SharedPyramid.of(weights(1), CPU)) {
			assertSame(pyramid, third.pyramid(), "closed twice by one user, it was taken from another");
		}
		second.close();
		try (SharedPyramid anew = SharedPyramid.of(weights(1), CPU)) {
			assertNotSame(pyramid, anew.pyramid(), "nobody used it any more");
		}
	}

	@Test
	void networksThatShareATeacherWorkAtTheSameTimeAndAfterOneIsClosed() {
		float[] image = StudentTeacherTest.noise(1, 64);
		try (StudentTeacher left = new StudentTeacher(weights(1), weights(2), CPU)) {
			float[] expected = left.distances(image, 1, 64, 64).get(0).get(2).values();
			try (StudentTeacher right = new StudentTeacher(weights(1), weights(2), CPU)) {
				List<float[]> all = IntStream.range(0, 24).parallel().mapToObj(i -> (i % 2 == 0 ? left : right).distances(image, 1, 64, 64).get(0)
					.get(2).values()).toList();
				all.forEach(one -> assertArrayEquals(expected, one));
			}
			assertArrayEquals(expected, left.distances(image, 1, 64, 64).get(0).get(2).values());
		}
	}
}
