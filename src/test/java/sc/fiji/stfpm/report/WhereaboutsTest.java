package sc.fiji.stfpm.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.image.PixelSize;
import sc.fiji.stfpm.report.Results.Spot;

class WhereaboutsTest {
	private static String where(DetectionResult result) {
		return Whereabouts.of(result, Optional.empty());
	}

	@ParameterizedTest
	@CsvSource({ "0, 0, upper left", "45, 0, top", "86, 2, upper right", "2, 40, left", "44, 40, centre", "85, 45, right",
		"0, 80, lower left", "40, 85, bottom", "86, 86, lower right" })
	void aPlaceIsNamedByTheNinthThatItsCentreIsIn(int x, int y, String name) {
		String expected = name + ", 4 × 4 px around (" + (x + 2) + ", " + (y + 2) + ")";
		assertEquals(expected, where(Results.of(90, 90, 1, new Spot(x, y, 4, 4, 2))));
	}

	@Test
	void theStrongestIsNamedAndTheOthersCounted() {
		Spot weak = new Spot(2, 2, 3, 3, 1.5f), strong = new Spot(70, 70, 6, 4, 3);
		assertEquals("lower right, 6 × 4 px around (73, 72), and one more place", where(Results.of(90, 90, 1, weak, strong)));
		assertEquals("lower right, 6 × 4 px around (73, 72), and 2 more places", where(Results.of(90, 90, 1, weak, strong, new Spot(40, 40, 2, 2,
			1))));
	}

	@Test
	void whatIsNearlyEverywhereHasNoPlace() {
		assertEquals("most of the image (80 %)", where(Results.of(10, 10, 1, new Spot(0, 0, 10, 8, 2))));
	}

	@Test
	void withoutARegionItSaysWhereTheScoreIs() {
		assertEquals("highest value: lower left, at (3, 81)", where(Results.of(90, 90, 1, new Spot(3, 81, 1, 1, 0.9f))));
	}

	@Test
	void figuresAreInTheImagesUnits() {
		DetectionResult result = Results.of(90, 90, 1, new Spot(10, 20, 40, 20, 2));
		assertEquals("centre, 10 × 10 µm around (7.5, 15) µm", Whereabouts.of(result, Optional.of(new PixelSize(0.25, 0.5, "µm"))));
		assertEquals("centre, 40 × 20 px around (30, 30)", Whereabouts.of(result, Optional.of(new PixelSize(0.25, 0.5, ""))), "no unit");
	}
}
