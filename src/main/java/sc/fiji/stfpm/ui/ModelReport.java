package sc.fiji.stfpm.ui;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import sc.fiji.stfpm.memory.MemoryBank;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Change;
import sc.fiji.stfpm.model.MemoryModel;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.model.TrainingRecord;
import sc.fiji.stfpm.train.NormalImage;

/** A model described for people. */
public final class ModelReport {
	private ModelReport() {}

	/** One line on how a model came to be. */
	public static String summary(Path file, AnomalyModel m) {
		TrainingRecord r = m.record();
		return String.format(Locale.ROOT,
			"%s: %s, %.0f s on %s; %s; teacher %s; threshold %.4g (%s), %s", file, r.imagesText(), r.seconds(), r.device(), m
				.scoring().learnedText(), m.teacher().label(), m.calibration().threshold(), m.calibration().provenance(), m
					.calibration().falseAlarmsText());
	}

	/**
	 * What training came to, and what to do next.
	 *
	 * @param normals images that set the threshold, those that are least like the others first
	 * @param cancelled whether the user stopped it, and this is the best so far
	 */
	public static TextReport trained(Path file, AnomalyModel m, List<NormalImage> normals, boolean cancelled) {
		TextReport text = new TextReport(cancelled ? "Training stopped: the best so far" : "Trained");
		text.line("Model", file);
		text.line("Learned from", m.record().imagesText() + String.format(Locale.ROOT, ", %.0f s on %s", m.record().seconds(), m.record().device()));
		text.line("Learned", m.scoring().learnedText());
		text.line("Teacher", m.teacher().label());
		addImages(text, m.preprocessing());
		ThresholdReport.add(text, m.calibration());
		text.line("Look at", NormalImage.leastAlike(normals, m.calibration().threshold()));
		text.line("", "They are least like the others (scores in parts of the threshold); if one is not normal, train without it");
		if (!m.record().leftOut().isEmpty()) text.line("Left out", String.join(", ", m.record().leftOut()));
		NormalImage.apartText(normals, m.calibration().threshold()).ifPresent(sentence -> text.line("", sentence));
		text.line("Next", "Open an image and choose Detect Anomalies...; Detect Anomalies in Folder... judges many");
		return text;
	}

	/** How images are prepared, as far as that is not the usual 8 bits of pixels of whatever size. */
	private static void addImages(TextReport text, Preprocessing p) {
		if (p.intensity() != null || p.lightRadius() != null) text.line("Brightness", p.brightnessText());
		if (p.scale() != null) text.line("Pixel size", p.scale());
	}

	/** How a training is gone on with whose state is in a checkpoint. */
	public static TextReport stopped(Path checkpoint) {
		TextReport text = new TextReport("Training stopped");
		text.line("Its state", checkpoint);
		text.line("To go on", "Train Model... with the same images, options and model file");
		return text;
	}

	/** All that the model knows of itself. */
	public static TextReport of(Path file, AnomalyModel m) {
		Preprocessing p = m.preprocessing();
		TrainingRecord r = m.record();
		TextReport text = new TextReport("Model Information");
		text.line("Model", file);
		text.line("Kind", m.scoring().kind() + "; " + m.scoring().learnedText());
		text.line("Backbone", m.scoring().backbone().id());
		text.line("Teacher", m.teacher().name() + (m.ownTeacher().isPresent() ? ", inside the model" : ", from " + m.teacher()
			.origin()));
		text.line("Teacher SHA-256", m.teacher().sha256());
		text.line("Images", p.pixelType().label() + ", channels " + p.channels() + ", " + p.brightnessText());
		if (p.scale() != null) text.line("Pixel size", p.scale());
		addChannels(text, m);
		text.line("Preprocessing", p.mode() + " " + m.scoring().sizes(p).stream().distinct().map(String::valueOf).collect(Collectors
			.joining(" and ")) + ", " + p.resampling());
		text.line("Map", m.scoring().mapText());
		ThresholdReport.add(text, m.calibration());
		text.line("Trained", r.date() + " with " + r.software() + " on " + r.device() + ", " + r.engine());
		text.line("Training", String.format(Locale.ROOT, "preset %s, seed %d, %s, %.0f s", r.preset(), r.seed(), r
			.imagesText(), r.seconds()));
		text.line("Options", r.options());
		m.descriptors().ifPresent(descriptors -> text.line("Whole images", descriptors.images().size() + " normal images described; others are "
			+ (descriptors.tells() ? "not comparable beyond a distance of " + String.format(Locale.ROOT, "%.3g", descriptors.limit())
				: "always comparable, as these have no structure")));
		CorrectionReport.add(text, m);
		for (Change change : m.changes())
			text.line("Changed", change.date() + " by " + change.user() + " with " + change.software() + ": " + change.what());
		return text;
	}

	/** Separate channels and their memories. */
	private static void addChannels(TextReport text, AnomalyModel m) {
		if (!(m.scoring() instanceof MemoryModel memory)) return;
		for (int part = 0; part < m.separateChannels().size(); part++) {
			int one = part;
			long vectors = IntStream.range(0, memory.scales().size()).filter(s -> memory.part(s) == one).mapToLong(s -> memory.banks().get(s).stream()
				.mapToLong(MemoryBank::size).sum()).sum();
			text.line("Channel " + m.separateChannels().get(part), String.format(Locale.ROOT, "%d normal vectors of its own, gain %.3g", vectors,
				memory.gains().get(part)));
		}
	}
}
