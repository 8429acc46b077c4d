package sc.fiji.stfpm.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PixelSizeTest {
	private static PixelSize size(double side, String unit) {
		return new PixelSize(side, side, unit);
	}

	@ParameterizedTest
	@CsvSource({ "0.5, µm, 500, nm, 1", "1, micron, 1, um, 1", "1, Microns, 0.001, mm, 1", "1, \u03bcm, 1, \u00b5m, 1", "2, cm, 1, mm, 20",
		"1, inch, 25.4, mm, 1", "1, inches, 2.54, cm, 1", "1, m, 1, mm, 1000", "3, furlong, 2, Furlongs, 1.5" })
	void unitsAreConverted(double own, String unit, double other, String otherUnit, double ratio) {
		PixelSize.Ratio found = size(own, unit).in(size(other, otherUnit)).orElseThrow();
		assertEquals(ratio, found.width(), 1e-9 * ratio);
		assertEquals(ratio, found.height(), 1e-9 * ratio);
	}

	@ParameterizedTest
	@CsvSource({ "1, pixel, 1, µm", "1, '', 1, µm", "1, µm, 1, furlong", "0, µm, 1, µm", "NaN, µm, 1, µm", "1, px, 1, pixels" })
	void whatCannotBeComparedIsNot(double own, String unit, double other, String otherUnit) {
		assertEquals(Optional.empty(), size(own, unit).in(size(other, otherUnit)));
	}

	@Test
	void roundedMetadataAreTheSameSize() {
		assertTrue(size(0.65, "µm").in(size(0.6502, "µm")).orElseThrow().isOne());
		assertFalse(size(0.65, "µm").in(size(0.66, "µm")).orElseThrow().isOne());
		assertFalse(new PixelSize(1, 2, "mm").in(size(1, "mm")).orElseThrow().isOne());
	}

	@Test
	void isWrittenForPeople() {
		assertEquals("0.65 µm", size(0.65, "µm").toString());
		assertEquals("0.3333 x 2 mm", new PixelSize(1.0 / 3, 2, "mm").toString());
		assertEquals("100 nm", size(100, "nm").toString());
		assertEquals("1e-05 m", size(1e-5, "m").toString());
	}
}
