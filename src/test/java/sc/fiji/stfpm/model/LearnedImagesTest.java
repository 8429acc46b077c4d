package sc.fiji.stfpm.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

class LearnedImagesTest {
	private static final LearnedImages LEARNED = new LearnedImages(List.of(), 100, 200, 100, 150, 1, 1.5, 1, 1, null);

	@Test
	void anotherAspectIsOneClearlyOutsideThoseSeen() {
		assertFalse(LEARNED.isOtherAspect(120, 100));
		assertFalse(LEARNED.isOtherAspect(1570, 1000), "within the tolerance");
		assertTrue(LEARNED.isOtherAspect(1600, 1000));
		assertFalse(LEARNED.isOtherAspect(96, 100), "within the tolerance");
		assertTrue(LEARNED.isOtherAspect(90, 100));
	}

	@Test
	void otherChannelsAreMoreOrFewerThanSeen() {
		assertFalse(LEARNED.isOtherChannels(1));
		assertTrue(LEARNED.isOtherChannels(3));
		assertEquals("1 channel (grey)", LEARNED.channelsText());
		LearnedImages mixed = new LearnedImages(List.of(), 1, 1, 1, 1, 1, 1, 1, 3, null);
		assertFalse(mixed.isOtherChannels(3));
		assertEquals("1 to 3 channels", mixed.channelsText());
	}

	/** As a file of an earlier version has it. */
	@Test
	void whereNothingIsKnownNothingDiffers() throws IOException {
		LearnedImages old = Json.parse("{\"fingerprints\":[],\"minWidth\":64,\"maxWidth\":64,\"minHeight\":64,\"maxHeight\":64}",
			LearnedImages.class, Path.of("old.stfpm"));
		for (LearnedImages unknown : List.of(LearnedImages.NONE, old))
			assertFalse(unknown.isOtherAspect(1, 1000) || unknown.isOtherChannels(3));
		assertTrue(old.isOtherSize(65, 64));
	}
}
