package sc.fiji.stfpm.ui;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ij.ImagePlus;
import ij.gui.Plot;
import ij.gui.PlotWindow;
import sc.fiji.stfpm.train.TrainingProgress;
import sc.fiji.stfpm.train.TrainingReport;

/**
 * The loss of every training step, and the values on the held-out images, as a plot that grows while training goes on.
 * In batch mode and without a screen it is drawn once, at the end. Passes everything on to another progress.
 */
public final class LossPlot implements TrainingProgress {
	private static final long INTERVAL_NANOS = 500_000_000L;
	private static final Color LOSS = new Color(0x1f77b4);
	private static final Color HELD_OUT = new Color(0xd62728);
	private static final Color KEPT = new Color(0x2ca02c);

	private static final int WIDTH = 560;
	private static final int HEIGHT = 320;

	private final String title;
	private final TrainingProgress next;
	private final List<Double> steps = new ArrayList<>();
	private final List<Double> losses = new ArrayList<>();
	private final List<TrainingReport.Validation> validations = new ArrayList<>();
	private PlotWindow window;
	private long last;

	public LossPlot(String title, TrainingProgress next) {
		this.title = title;
		this.next = next;
	}

	@Override
	public void step(int step, int total, double loss) {
		next.step(step, total, loss);
		steps.add((double) step);
		losses.add(loss);
		if (Session.isSilent() || System.nanoTime() - last < INTERVAL_NANOS) return;
		draw();
		last = System.nanoTime();
	}

	@Override
	public void validated(TrainingReport.Validation validation) {
		next.validated(validation);
		validations.add(validation);
	}

	private void draw() {
		if (window == null) {
			window = plot().show();
			OwnPlot.mark(window.getImagePlus());
		}
		else if (!window.isClosed()) window.drawPlot(plot());
	}

	/**
	 * Draws the whole training.
	 *
	 * @return the plot where no window shows it; empty where one does or the user closed it, or there was no step
	 */
	public Optional<ImagePlus> finish() {
		if (steps.isEmpty()) return Optional.empty();
		if (Session.isSilent()) return Optional.of(OwnPlot.mark(plot().getImagePlus()));
		draw();
		return Optional.empty();
	}

	private Plot plot() {
		Plot plot = new Plot(title, "Step", "Loss");
		plot.setSize(WIDTH, HEIGHT);
		plot.setColor(LOSS);
		plot.setLineWidth(2);
		plot.add("line", array(steps), array(losses));
		String legend = "Loss of a step";
		if (!validations.isEmpty()) {
			double scale = scale();
			plot.setColor(HELD_OUT, HELD_OUT);
			plot.add("connected circle", array(validations.stream().map(v -> (double) v.step()).toList()), array(validations
				.stream().map(v -> v.value() * scale).toList()));
			legend += "\nMean map of held-out normal images, scaled";
			legend += kept(plot, scale);
		}
		plot.setColor(Color.BLACK);
		plot.setLimitsToFit(false);
		double[] fitted = plot.getLimits();
		plot.setLimits(fitted[0], fitted[1], 0, fitted[3]);
		plot.addLegend(legend, "auto");
		return plot;
	}

	/** Marks the student that is kept, the one for which held-out images look most normal; returns its line of the legend. */
	private String kept(Plot plot, double scale) {
		Optional<TrainingReport.Validation> kept = validations.stream().filter(TrainingReport.Validation::best).reduce((a, b) -> b);
		if (kept.isEmpty()) return "";
		plot.setColor(KEPT, KEPT);
		plot.add("circle", new double[] { kept.get().step() }, new double[] { kept.get().value() * scale });
		return "\nKept: step " + kept.get().step() + ", where they look most normal";
	}

	/** Both curves in one plot: the highest held-out value is drawn as high as the highest loss. */
	private double scale() {
		double highest = validations.stream().mapToDouble(TrainingReport.Validation::value).filter(Double::isFinite).max()
			.orElse(0);
		double loss = losses.stream().mapToDouble(Double::doubleValue).max().orElse(1);
		return highest > 0 ? loss / highest : 1;
	}

	private static double[] array(List<Double> values) {
		return values.stream().mapToDouble(Double::doubleValue).toArray();
	}

	@Override
	public void update(long done, long total, String message) {
		next.update(done, total, message);
	}

	@Override
	public void note(String message) {
		next.note(message);
	}

	@Override
	public boolean isCancelled() {
		return next.isCancelled();
	}
}
