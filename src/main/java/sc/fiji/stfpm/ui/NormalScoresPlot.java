package sc.fiji.stfpm.ui;

import java.awt.Color;
import java.util.List;
import java.util.Optional;

import ij.ImagePlus;
import ij.gui.Plot;
import sc.fiji.stfpm.score.Calibration;

/** The scores of the normal images that a threshold rests on, in ascending order, and the threshold. */
public final class NormalScoresPlot {
	private static final Color NORMAL = new Color(0x1f77b4);
	private static final Color THRESHOLD = new Color(0xd62728);
	private static final int WIDTH = 560;
	private static final int HEIGHT = 320;
	/** For what is said above the threshold. */
	private static final double ROOM = 1.3;
	/** Where it is said, as parts of the frame. */
	private static final double LEFT = 0.02;
	private static final double TOP = 0.1;

	private NormalScoresPlot() {}

	/**
	 * Shows the plot.
	 *
	 * @return the plot where no window shows it; empty where one does, or no scores are known
	 */
	public static Optional<ImagePlus> show(String model, Calibration calibration) {
		if (calibration.scores().isEmpty()) return Optional.empty();
		Plot plot = plot("Normal scores of " + model, calibration);
		if (Session.isSilent()) return Optional.of(OwnPlot.mark(plot.getImagePlus()));
		OwnPlot.mark(plot.show().getImagePlus());
		return Optional.empty();
	}

	private static Plot plot(String title, Calibration calibration) {
		List<Float> scores = calibration.scores();
		int n = scores.size();
		double[] numbers = new double[n], values = new double[n];
		for (int i = 0; i < n; i++) {
			numbers[i] = i + 1;
			values[i] = scores.get(i);
		}
		Plot plot = new Plot(title, "Normal images in order of their scores", "Score");
		plot.setSize(WIDTH, HEIGHT);
		plot.setColor(NORMAL, NORMAL);
		plot.add("circle", numbers, values);
		plot.setLineWidth(2);
		plot.setColor(THRESHOLD);
		plot.add("line", new double[] { 0, n + 1 }, new double[] { calibration.threshold(), calibration.threshold() });
		plot.setColor(Color.BLACK);
		plot.setLimits(0, n + 1, 0, ROOM * Math.max(calibration.maximum(), calibration.threshold()));
		plot.addLegend("Each normal image, as if it were new\nThreshold", "bottom-right");
		plot.addLabel(LEFT, TOP, calibration.falseAlarmsSentence());
		return plot;
	}
}
