package sc.fiji.stfpm.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.dataset.IgnoreRule;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.PixelMask;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.network.Devices;
import sc.fiji.stfpm.testing.Models;

/** A folder on several devices at once; the CPU, named twice, stands in for GPUs. */
@Timeout(300)
class SeveralDevicesTest {
	private static final ComputeDevice CPU = ComputeDevice.of("cpu");
	private static final int AT_ONCE = 4;

	@TempDir
	private static Path images;
	private static AnomalyDetector one;
	private static AnomalyDetector two;

	@TempDir
	private Path folder;

	/** What a run says, and whether it says it on the thread that runs. */
	private static class Heard implements Progress, FolderDetection.Listener {
		final List<String> all = new ArrayList<>();
		private final Thread thread = Thread.currentThread();

		private void hear(String what) {
			assertSame(thread, Thread.currentThread());
			all.add(what);
		}

		@Override
		public void update(long done, long total, String message) {
			hear(done + "/" + total + " " + message);
		}

		@Override
		public void note(String message) {
			hear("note " + message);
		}

		@Override
		public void judged(JudgedPlane plane) {
			hear("judged " + plane.name() + " " + plane.result().score());
		}

		@Override
		public void failed(String name, String reason) {
			hear("failed " + name + " " + reason);
		}
	}

	/** A rule by which all pixels count, and something happens first. */
	private interface Rule extends IgnoreRule {
		void before(Place place) throws IOException;

		@Override
		default PixelMask mask(Place place, ImagePlane plane) throws IOException {
			before(place);
			return PixelMask.NONE;
		}

		@Override
		default String text() {
			return "";
		}
	}

	@BeforeAll
	static void open() throws IOException {
		// The first takes longest, so that what comes after it is ready sooner.
		save("a.png", 900, 1);
		for (int i = 0; i < 7; i++)
			save("b" + i + ".png", 70 + 10 * (i % 3), 3 + i);
		Files.writeString(images.resolve("b3a.png"), "no image");
		ImageStack stack = new ImageStack(80, 80);
		for (int i = 0; i < 5; i++)
			stack.addSlice(Models.waves(80, 80, 20 + i));
		assertTrue(new FileSaver(new ImagePlus("stack", stack)).saveAsTiffStack(images.resolve("c.tif").toString()));
		save("d.png", 90, 40);
		AnomalyModel model = Models.memory(Mode.TILES, 64);
		one = new AnomalyDetector(model, Models.teacher(), CPU);
		two = new AnomalyDetector(model, Models.teacher(), new Devices(List.of(CPU, CPU)));
	}

	private static void save(String name, int side, int seed) {
		assertTrue(new FileSaver(new ImagePlus("waves", Models.waves(side, side, seed))).saveAsPng(images.resolve(name).toString()));
	}

	@AfterAll
	static void close() {
		one.close();
		two.close();
	}

	private FolderDetection.Summary judge(AnomalyDetector detector, String output, IgnoreRule rule, Heard heard, boolean resume) throws IOException {
		return new FolderDetection(detector, heard, heard).ignoring(rule).run(List.of(images), true, () -> new ResultFolder(folder.resolve(output),
			JudgedWith.of(detector, "waves.stfpm"), resume, ResultFolder.Picture.USUAL));
	}

	/** All files of results, without times and devices. */
	private List<String> results(String output) throws IOException {
		List<String> all = new ArrayList<>();
		try (Stream<Path> files = Files.walk(folder.resolve(output))) {
			for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
				String name = folder.resolve(output).relativize(file).toString();
				if (name.endsWith(".csv")) for (String row : Files.readAllLines(file))
					all.add(name + ": " + row.replaceAll("20\\d\\d-\\d\\d-\\d\\dT[0-9:.]+Z", "").replace("\"cpu,cpu\"", "cpu"));
				else if (!name.startsWith(".")) all.add(name + ": " + Arrays.hashCode(Files.readAllBytes(file)));
			}
		}
		return all;
	}

	@Test
	void resultsAndAllThatIsSaidAreThoseOfOneDevice() throws IOException {
		Heard expected = new Heard(), heard = new Heard();
		FolderDetection.Summary summary = judge(one, "one", IgnoreRule.NONE, expected, false);
		assertEquals(14, summary.judged());
		assertEquals(1, summary.failed());
		assertEquals(summary, judge(two, "two", IgnoreRule.NONE, heard, false));
		assertEquals(expected.all, heard.all);
		assertEquals(results("one"), results("two"));
		assertTrue(Files.readString(folder.resolve("two/scores.csv")).contains(",\"cpu,cpu\","), "the devices are named");
	}

	@Test
	void planesAreJudgedAtTheSameTime() throws IOException {
		CountDownLatch met = new CountDownLatch(AT_ONCE);
		Rule waits = place -> {
			met.countDown();
			try {
				assertTrue(met.await(60, TimeUnit.SECONDS), "the others are never begun");
			}
			catch (InterruptedException e) {
				throw new IOException(e);
			}
		};
		// Of the stack, as the file that is none has to be waited for.
		Heard heard = new Heard();
		FolderDetection.Summary summary = new FolderDetection(two, heard, heard).ignoring(waits).run(List.of(images.resolve("c.tif")), false,
			() -> PlaneResults.NONE);
		assertEquals(5, summary.judged());
		assertEquals(List.of("1", "2", "3", "4", "5"), heard.all.stream().filter(line -> line.startsWith("judged")).map(line -> line.replaceAll(
			".*slice (\\d).*|.*:(\\d) .*", "$1$2")).toList(), heard.all.toString());
	}

	@Test
	void whatFailsIsSkippedAndTheRestGoesOn() throws IOException {
		Rule fails = place -> {
			if (place.image().equals("b1.png")) throw new IOException("no mask");
			if (place.image().equals("c.tif") && place.slice() == 2) throw new IllegalArgumentException("no such slice");
			if (place.image().equals("b5.png")) throw new OutOfMemoryError();
		};
		Heard expected = new Heard(), heard = new Heard();
		FolderDetection.Summary summary = judge(one, "one", fails, expected, false);
		assertEquals(4, summary.failed());
		assertEquals(summary, judge(two, "two", fails, heard, false));
		assertEquals(expected.all, heard.all);
		assertEquals(results("one"), results("two"));
	}

	@Test
	void aPlaneWithoutMemoryIsJudgedAgainAloneAndTheOthersAfterIt() throws IOException {
		AtomicInteger running = new AtomicInteger(), tries = new AtomicInteger(), most = new AtomicInteger();
		List<String> begun = Collections.synchronizedList(new ArrayList<>());
		CountDownLatch later = new CountDownLatch(1);
		Rule scarce = place -> {
			int now = running.incrementAndGet();
			try {
				begun.add(place.image());
				if (place.image().equals("b2.png")) later.countDown();
				if (!place.image().equals("b1.png")) return;
				most.set(now);
				if (tries.incrementAndGet() > 1) return;
				try {
					later.await(60, TimeUnit.SECONDS);
				}
				catch (InterruptedException e) {
					throw new IOException(e);
				}
				throw new OutOfMemoryError("Java heap space");
			}
			finally {
				running.decrementAndGet();
			}
		};
		Heard expected = new Heard(), heard = new Heard();
		judge(one, "one", IgnoreRule.NONE, expected, false);
		judge(two, "two", scarce, heard, false);
		assertEquals(expected.all, heard.all);
		assertEquals(results("one"), results("two"));
		assertEquals(2, tries.get());
		assertEquals(1, most.get(), "nothing is judged beside it");
		assertEquals(2, Collections.frequency(begun, "b2.png"), "its result was not kept meanwhile");
	}

	@Test
	void aRunThatWasCancelledIsGoneOnWith() throws IOException {
		Heard cancels = new Heard() {
			@Override
			public boolean isCancelled() {
				return all.stream().filter(line -> line.startsWith("judged")).count() >= 3;
			}
		};
		String message = assertThrows(CancellationException.class, () -> judge(two, "two", IgnoreRule.NONE, cancels, false)).getMessage();
		assertTrue(message.contains("results that were written stay"), message);
		int rows = Files.readAllLines(folder.resolve("two/scores.csv")).size() - 1;
		assertTrue(rows == 3 || rows == 4, "and the one that was being written, but found " + rows);
		Heard rest = new Heard();
		assertEquals(rows, judge(two, "two", IgnoreRule.NONE, rest, true).before());
		judge(one, "one", IgnoreRule.NONE, new Heard(), false);
		assertEquals(results("one"), results("two"));
	}

	@Test
	void tilesOfLargePlanesAreReportedByTheThreadThatRuns() throws IOException {
		Heard expected = new Heard(), heard = new Heard();
		FolderDetection.Summary summary = large(one, expected);
		assertEquals(5, summary.judged());
		assertEquals(summary, large(two, heard));
		assertTrue(heard.all.stream().anyMatch(line -> line.contains("Tile 1 of 1")), heard.all.toString());
		assertEquals(expected.all.stream().filter(line -> line.startsWith("judged")).toList(), heard.all.stream().filter(line -> line.startsWith("judged"))
			.toList());
	}

	private FolderDetection.Summary large(AnomalyDetector detector, Heard heard) throws IOException {
		return new FolderDetection(detector, new PlaneJudge(detector, 1000), heard, heard).run(List.of(images.resolve("c.tif")), false,
			() -> PlaneResults.NONE);
	}

	@Test
	void aLargePlaneThatIsCancelledLeavesItsTilesForTheNextRun() throws IOException {
		CountDownLatch met = new CountDownLatch(AT_ONCE);
		Rule waits = place -> {
			met.countDown();
			try {
				met.await(60, TimeUnit.SECONDS);
			}
			catch (InterruptedException e) {
				throw new IOException(e);
			}
		};
		Heard cancels = new Heard() {
			@Override
			public boolean isCancelled() {
				return met.getCount() == 0;
			}
		};
		assertThrows(CancellationException.class, () -> new FolderDetection(two, new PlaneJudge(two, 1000), cancels, cancels).ignoring(waits).run(List.of(
			images.resolve("c.tif")), false, () -> new ResultFolder(folder.resolve("two"), JudgedWith.of(two, "waves.stfpm"), false, ResultFolder.Picture.USUAL)));
		Heard rest = new Heard();
		new FolderDetection(two, new PlaneJudge(two, 1000), rest, rest).run(List.of(images.resolve("c.tif")), false, () -> new ResultFolder(folder.resolve("two"),
			JudgedWith.of(two, "waves.stfpm"), true, ResultFolder.Picture.USUAL));
		assertEquals(6, Files.readAllLines(folder.resolve("two/scores.csv")).size());
		assertTrue(Files.notExists(folder.resolve("two/unfinished")), "all files of tiles are closed and gone");
	}
}
