package sc.fiji.stfpm.workbench;

import java.awt.BorderLayout;
import java.awt.Point;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import javax.swing.JFrame;
import javax.swing.JList;
import javax.swing.JScrollPane;
import javax.swing.JViewport;
import javax.swing.SwingUtilities;

import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.score.FalseAlarmRate;
import sc.fiji.stfpm.testing.imagej.Hand;

/**
 * Prints how long a step of a dragged threshold takes with 500 judged images, from the threshold to all that is painted, and what memory
 * a gallery of 5,000 images needs while it is scrolled from end to end. Needs a display: {@code mvn -q -Pbenchmark-workbench}.
 */
final class WorkbenchBenchmark {
	private static final int STEPS = 300;
	private static final int WARM_UP = 50;

	private WorkbenchBenchmark() {}

	public static void main(String[] args) throws Exception {
		drag(500);
		scroll(5000);
		System.exit(0);
	}

	private static Workbench workbench(int images) throws Exception {
		return Hand.onEvents(() -> {
			Workbench workbench = new Workbench(new Heard());
			List<GalleryImage> added = new ArrayList<>();
			for (int i = 0; i < images; i++)
				added.add(GalleryTest.image("image " + i));
			Random random = new Random(1);
			for (Entry entry : workbench.images.gallery.add(added)) {
				workbench.images.keep(entry, PictureStoreTest.picture(96, 96, entry.number(), true));
				entry.judged(new Entry.Finding(20 * random.nextFloat()));
			}
			return workbench;
		});
	}

	private static Calibration calibration() {
		float[] scores = new float[200];
		Random random = new Random(2);
		for (int i = 0; i < scores.length; i++)
			scores[i] = 5 + 5 * random.nextFloat();
		return Calibration.of(scores, new FalseAlarmRate(0.05));
	}

	private static void drag(int images) throws Exception {
		Workbench workbench = workbench(images);
		Calibration calibration = calibration();
		GalleryPanel[] panels = new GalleryPanel[1];
		ScoreHistogram histogram = new ScoreHistogram(value -> {});
		JFrame frame = Hand.onEvents(() -> {
			panels[0] = new GalleryPanel(workbench, null, entry -> {}, entry -> {});
			JFrame made = new JFrame("drag");
			made.add(panels[0], BorderLayout.CENTER);
			made.add(histogram, BorderLayout.EAST);
			made.setSize(1240, 900);
			made.setVisible(true);
			return made;
		});
		double[] times = new double[STEPS];
		for (int i = 0; i < STEPS + WARM_UP; i++) {
			Calibration tried = calibration.byHand(4 + 12.0 * (i % 100) / 100);
			double took = Hand.onEvents(() -> {
				long start = System.nanoTime();
				workbench.images.gallery.setCalibration(tried);
				panels[0].changed();
				histogram.show(tried.scores(), workbench.images.gallery.all(), tried.threshold());
				frame.getRootPane().paintImmediately(0, 0, frame.getWidth(), frame.getHeight());
				return (System.nanoTime() - start) / 1e6;
			});
			if (i >= WARM_UP) times[i - WARM_UP] = took;
		}
		Arrays.sort(times);
		System.out.printf(Locale.ROOT, "Threshold dragged over %d images, the whole window painted at each of %d steps: median %.1f ms, 95 %% within %.1f ms, longest %.1f ms%n",
			images, STEPS, times[STEPS / 2], times[STEPS * 95 / 100], times[STEPS - 1]);
		Hand.onEvents(() -> {
			frame.dispose();
			workbench.close();
			return null;
		});
	}

	private static void scroll(int images) throws Exception {
		long before = used();
		Workbench workbench = workbench(images);
		GalleryPanel panel = Hand.onEvents(() -> new GalleryPanel(workbench, null, entry -> {}, entry -> {}));
		JFrame frame = Hand.onEvents(() -> {
			workbench.images.gallery.setCalibration(calibration());
			JFrame made = new JFrame("scroll");
			made.add(panel);
			made.setSize(1240, 900);
			made.setVisible(true);
			return made;
		});
		JViewport view = Hand.onEvents(() -> ((JScrollPane) SwingUtilities.getAncestorOfClass(JScrollPane.class, Hand.find(panel,
			JList.class, "gallery"))).getViewport());
		BufferedImage screen = new BufferedImage(1240, 900, BufferedImage.TYPE_INT_RGB);
		List<Double> times = new ArrayList<>();
		long highest = 0;
		Hand.until(() -> view.getView().getHeight() > view.getHeight() && view.isShowing());
		int height = Hand.onEvents(() -> view.getView().getHeight() - view.getHeight());
		for (int step = 0; step <= 200; step++) {
			int y = (int) ((long) height * step / 200);
			times.add(Hand.onEvents(() -> {
				long start = System.nanoTime();
				view.setViewPosition(new Point(0, y));
				panel.paint(screen.getGraphics());
				return (System.nanoTime() - start) / 1e6;
			}));
			if (step % 20 == 0) highest = Math.max(highest, used() - before);
		}
		times.sort(null);
		System.out.printf(Locale.ROOT, "Gallery of %d images scrolled from end to end: at most %.0f MB of Java's memory; a screen painted in %.1f ms (median), %.1f ms (longest)%n",
			images, highest / 1e6, times.get(times.size() / 2), times.get(times.size() - 1));
		Hand.onEvents(() -> {
			frame.dispose();
			workbench.close();
			return null;
		});
	}

	private static long used() {
		Runtime runtime = Runtime.getRuntime();
		for (int i = 0; i < 3; i++)
			System.gc();
		return runtime.totalMemory() - runtime.freeMemory();
	}
}
