package sc.fiji.stfpm.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import sc.fiji.stfpm.testing.Models;

class PlanesAheadTest {
	@TempDir
	private Path folder;
	private final Map<String, Path> files = new LinkedHashMap<>();
	/** Planes that were come to. */
	private final List<PlaneName> begun = new CopyOnWriteArrayList<>();

	@BeforeEach
	void stackBetweenAnImageAndNone() throws IOException {
		file("a.tif", 1);
		files.put("bad.tif", Files.writeString(folder.resolve("bad.tif"), "no image"));
		file("stack.tif", 3);
		file("z.tif", 1);
	}

	private void file(String name, int slices) {
		ImageStack stack = new ImageStack(40, 33);
		for (int i = 0; i < slices; i++)
			stack.addSlice(Models.waves(40, 33, i));
		Path file = folder.resolve(name);
		ImagePlus image = new ImagePlus(name, stack);
		assertTrue(slices > 1 ? new FileSaver(image).saveAsTiffStack(file.toString()) : new FileSaver(image).saveAsTiff(file.toString()));
		files.put(name, file);
	}

	private PlanesAhead planes() {
		return new PlanesAhead(files, plane -> {
			begun.add(plane);
			return plane.slice() == 2;
		});
	}

	@Test
	void planesComeInOrderWithWhatWasDoneAndWhatFailed() {
		try (PlanesAhead planes = planes()) {
			StringBuilder seen = new StringBuilder();
			for (PlanesAhead.Step step = planes.next(); step != null; step = planes.next())
				seen.append(step.image()).append(step instanceof PlanesAhead.Plane plane ? " " + plane.name().slice() + " " + plane.plane().width() : step
					.getClass().getSimpleName()).append(step.ends() ? "; " : ", ");
			assertEquals("a.tif 1 40; bad.tifFailed; stack.tif 1 40, stack.tifDone, stack.tif 3 40; z.tif 1 40; ", seen.toString());
		}
	}

	@Test
	void onePlaneIsReadAheadAndNoMore() throws InterruptedException {
		files.remove("bad.tif");
		try (PlanesAhead planes = planes()) {
			planes.next();
			while (begun.size() < 2)
				Thread.sleep(5);
			Thread.sleep(100);
			assertEquals(2, begun.size(), begun.toString());
		}
	}

	@Test
	void aPlaneThatIsAloneHasNothingReadBesideIt() throws InterruptedException, IOException {
		files.remove("bad.tif");
		try (PlanesAhead planes = planes()) {
			planes.next();
			planes.letGo();
			PlanesAhead.Plane second = assertInstanceOf(PlanesAhead.Plane.class, planes.next());
			assertNull(second.plane(), "dropped");
			Thread.sleep(100);
			assertEquals(2, begun.size(), "read beside: " + begun);
			assertEquals(40, second.read().width());
			assertInstanceOf(PlanesAhead.Done.class, planes.next());
			assertNotNull(assertInstanceOf(PlanesAhead.Plane.class, planes.next()).plane(), "read ahead again");
		}
	}

	@Test
	void closingEndsAReaderThatNobodyAsks() {
		assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
			planes().close();
			PlanesAhead some = planes();
			some.next();
			some.close();
		});
		assertFalse(Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().equals("planes ahead")));
	}
}
