package sc.fiji.stfpm.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import sc.fiji.stfpm.report.Chart.Axis;
import sc.fiji.stfpm.report.Chart.Ink;
import sc.fiji.stfpm.report.Chart.Kind;
import sc.fiji.stfpm.report.Chart.Layer;

class ChartSvgTest {
	private static double[] ticks(Axis axis) {
		return ChartSvg.ticks(axis).stream().mapToDouble(t -> t).toArray();
	}

	@Test
	void ticksAreRoundNumbersWithinTheAxis() {
		assertArrayEquals(new double[] { 0, 0.2, 0.4, 0.6, 0.8, 1 }, ticks(Axis.linear(0, 1)), 1e-12);
		assertArrayEquals(new double[] { 0, 5, 10, 15, 20 }, ticks(Axis.linear(0, 22)), 1e-12);
		assertArrayEquals(new double[] { 1, 10, 100 }, ticks(new Axis(0.4, 300, true)), 1e-12);
		assertArrayEquals(new double[] { 0.5, 1, 2, 5, 10 }, ticks(new Axis(0.4, 15, true)), 1e-12);
	}

	@Test
	void pointsLieWhereTheAxesSay() {
		Layer line = new Layer(Kind.LINE, Ink.NORMAL, new double[] { 0, 1 }, new double[] { 0, 1 }, "a line");
		String svg = ChartSvg.of(Chart.unit("t", "across", "up", List.of(line)), "rises");
		assertTrue(svg.contains("points=\"50.0,252.0 468.0,10.0 \""), svg);
		assertTrue(svg.contains("aria-label=\"rises\"") && svg.contains("</svg> a line</li>") && svg.contains(">across</text>") && svg
			.contains(">up</text>"), svg);
	}

	@Test
	void coloursAreTheStyleSheetsAndTextIsEscaped() {
		Layer marks = new Layer(Kind.CROSSES, Ink.ANOMALOUS, new double[] { 0.5 }, new double[] { 0.5 }, "<b>");
		String svg = ChartSvg.of(new Chart("t", "x<", "", Axis.linear(0, 1), Axis.linear(0, 1), List.of(marks), List.of("<i>")), "\"");
		assertFalse(svg.contains("<b>") || svg.contains("<i>") || svg.contains("\"\"\""), svg);
		assertFalse(svg.contains("#") || svg.contains("style="), "no colour of its own: " + svg);
		assertTrue(svg.contains("class=\"crosses ink-anomalous\""), svg);
		assertEquals(1, svg.split("&lt;i&gt;", -1).length - 1, "the band's name");
	}
}
