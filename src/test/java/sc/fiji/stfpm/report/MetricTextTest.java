package sc.fiji.stfpm.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;

import sc.fiji.stfpm.evaluate.Evaluation.Figure;
import sc.fiji.stfpm.evaluate.Interval;

class MetricTextTest {
	private static final Figure WITH = new Figure("Image AUROC", OptionalDouble.of(0.98765), "", Optional.of(new Interval(
		0.9, 0.9999)));
	private static final Figure ORACLE = new Figure("Image F1-max threshold", OptionalDouble.of(0.000123456), "", Optional
		.empty());
	private static final Figure NONE = new Figure("Miss rate", OptionalDouble.empty(), "no anomalous image", Optional
		.empty());

	@Test
	void aFigureWhoseThresholdSawTheLabelsSaysSo() {
		assertEquals("Image F1-max threshold (threshold chosen on these images)", MetricText.label(ORACLE));
		assertEquals("Image AUROC", MetricText.label(WITH));
	}

	@Test
	void intervalsAreShownWhereTheyAreKnown() {
		assertEquals("0.988 (95 %: 0.900 to 1.000)", MetricText.legend(WITH));
		assertEquals("0.987650  (95 % interval 0.900 to 1.000)", MetricText.line(WITH));
		assertEquals("0.0001235", MetricText.legend(ORACLE));
	}

	@Test
	void aFigureWithoutValueSaysWhy() {
		assertEquals("n/a", MetricText.value(NONE));
		assertEquals("n/a (no anomalous image)", MetricText.line(NONE));
	}
}
