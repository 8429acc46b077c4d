package sc.fiji.stfpm.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;

class SelfTestTest {
	private static final float[][] CPU = { { 1, 2, 4 }, { 0.001f, -0.002f } };

	private static SelfTest with(int layer, int place, float value) {
		float[][] features = { CPU[0].clone(), CPU[1].clone() };
		features[layer][place] = value;
		return SelfTest.of("gpu:0", 100, features, CPU);
	}

	@Test
	void roundingIsNoFault() {
		SelfTest test = with(0, 1, 2.002f);
		assertTrue(test.passed());
		assertEquals(0.0005, test.difference(), 1e-6);
		assertEquals("gpu:0: 100 images a second (256 x 256 pixels, embedded teacher), values agree with the CPU's to 5.0e-04 of the largest", test
			.toString());
	}

	@Test
	void otherValuesAreAFaultInAnyLayer() {
		for (SelfTest test : new SelfTest[] { with(0, 0, 1.01f), with(1, 0, 0.00101f) }) {
			assertFalse(test.passed());
			assertTrue(test.toString().contains("WRONG VALUES: they differ from the CPU's by"), test.toString());
		}
	}

	@Test
	void whatIsNoNumberIsAFault() {
		for (float value : new float[] { Float.NaN, Float.POSITIVE_INFINITY }) {
			assertFalse(with(1, 1, value).passed());
			assertTrue(with(1, 1, value).toString().contains("some are no numbers"));
		}
	}

	@Test
	void theCpuPassesOnlyWhereItsValuesAreNumbers() {
		BackboneWeights weights = BackboneWeights.random(Backbone.RESNET18, 1);
		SelfTest test = SelfTest.of(weights, ComputeDevice.of("cpu"), Progress.NONE);
		assertTrue(test.passed() && test.imagesPerSecond() > 0, test.toString());
		assertTrue(test.toString().endsWith("values are finite"), test.toString());
	}

	@Test
	void itCanBeCancelled() {
		Progress cancelled = new Progress() {
			@Override
			public boolean isCancelled() {
				return true;
			}
		};
		assertThrows(CancellationException.class, () -> SelfTest.of(BackboneWeights.random(Backbone.RESNET18, 1), ComputeDevice.of("cpu"), cancelled));
	}
}
