package sc.fiji.stfpm.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.testing.Models;

class GalleryTest {
	private final Gallery gallery = new Gallery();

	static GalleryImage image(String name) {
		return new GalleryImage(name, ImageSource.of(name, Models.texture(8, 8, 1)), Optional.of(Path.of("/images", name)), 1, 1, null);
	}

	@BeforeEach
	void fill() {
		List<Entry> added = gallery.add(List.of(image("b"), image("a"), image("c"), image("d")));
		added.get(0).judged(new Entry.Finding(1));
		added.get(1).judged(new Entry.Finding(3));
		added.get(2).failed("it is no image");
		added.get(3).judged(new Entry.Finding(2, "", "it is blank", ""));
		gallery.setCalibration(Calibration.given(2, "test"));
	}

	private List<String> names() {
		return IntStream.range(0, gallery.getSize()).mapToObj(i -> gallery.getElementAt(i).image().name()).toList();
	}

	@Test
	void sortsByScoreNameAndAsAdded() {
		assertEquals(List.of("a", "d", "b", "c"), names());
		gallery.setOrder(Gallery.Order.NAME);
		assertEquals(List.of("a", "b", "c", "d"), names());
		gallery.setOrder(Gallery.Order.ADDED);
		assertEquals(List.of("b", "a", "c", "d"), names());
	}

	@Test
	void verdictsFollowTheThreshold() {
		assertEquals(1, gallery.counts().of(Status.ANOMALOUS));
		gallery.setFilter(Gallery.Filter.ANOMALOUS);
		assertEquals(List.of("a"), names());
		gallery.setCalibration(Calibration.given(1, "test"));
		assertEquals(List.of("a", "b"), names());
		gallery.setCalibration(Calibration.given(4, "test"));
		assertEquals(List.of(), names());
	}

	@Test
	void whatCannotBeComparedIsNeverNormal() {
		gallery.setCalibration(Calibration.given(100, "test"));
		assertEquals(1, gallery.counts().of(Status.NOT_COMPARABLE));
		gallery.setFilter(Gallery.Filter.NORMAL);
		assertEquals(List.of("a", "b"), names());
	}

	@Test
	void labelsTellFalseAlarmsAndMisses() {
		for (Entry entry : gallery.all())
			entry.setLabel(entry.image().name().equals("b") ? Label.ANOMALOUS : Label.NORMAL);
		gallery.refresh();
		Gallery.Counts counts = gallery.counts();
		assertEquals(List.of(2, 2, 1, 1), List.of(counts.normal(), counts.falseAlarms(), counts.anomalous(), counts.misses()));
		gallery.setFilter(Gallery.Filter.WRONG);
		assertEquals(List.of("a", "d", "b"), names());
	}

	@Test
	void anImageIsThereOnce() {
		assertTrue(gallery.add(List.of(image("a"))).isEmpty());
		List<Entry> added = gallery.add(List.of(image("e"), image("e")));
		assertEquals(1, added.size());
		assertEquals(4, added.get(0).number());
		gallery.remove(added);
		assertEquals(5, gallery.add(List.of(image("e"))).get(0).number(), "Its picture must not be another image's");
	}
}
