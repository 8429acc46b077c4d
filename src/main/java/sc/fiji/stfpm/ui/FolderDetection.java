package sc.fiji.stfpm.ui;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.Reasons;
import sc.fiji.stfpm.dataset.IgnoreRule;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.ImagesAtOnce;
import sc.fiji.stfpm.detect.Judgement;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.LearnedImages;
import sc.fiji.stfpm.score.Verdict;

/**
 * Judges files and all images of folders and writes the results. What cannot be judged or written is noted with the reason
 * and the rest goes on, whatever it was. Several planes are judged at once where that is faster ({@link AnomalyDetector#atOnce()}); all else, in the order
 * of the files, is the same.
 */
public final class FolderDetection {
	/** Hears of every plane of every file as it is done; called on the thread that works. */
	public interface Listener {
		/** Hears nothing. */
		Listener NONE = new Listener() {};

		default void judged(JudgedPlane plane) {}

		/**
		 * @param name the file's path below the folder
		 * @param reason why it could not be judged
		 */
		default void failed(String name, String reason) {}

		/** Several that hear of the same, one after the other. */
		static Listener of(Listener... all) {
			return new Listener() {
				@Override
				public void judged(JudgedPlane plane) {
					for (Listener each : all)
						each.judged(plane);
				}

				@Override
				public void failed(String name, String reason) {
					for (Listener each : all)
						each.failed(name, reason);
				}
			};
		}
	}

	/**
	 * How many planes of files became what.
	 *
	 * @param judged in this run
	 * @param anomalous of those
	 * @param notComparable of those
	 * @param failed planes, or whole files, that could not be judged
	 * @param incomplete were judged, but a map, an overlay or a row could not be written
	 * @param before were judged by the run that this one goes on with
	 */
	public record Summary(int judged, int anomalous, int notComparable, int failed, int incomplete, int before) {
		/** Whether something was judged and nothing went wrong. */
		public boolean isWell() {
			return failed == 0 && incomplete == 0 && judged + before > 0;
		}

		/** Planes of this run that are not normal. */
		public int notNormal() {
			return anomalous + notComparable;
		}

		/** One line for people. */
		public String text(float threshold) {
			String text = String.format(Locale.ROOT, "%d judged, %d of them anomalous%s, %d skipped", judged, anomalous, notComparable > 0
				? ", " + notComparable + " not comparable" : "", failed);
			if (incomplete > 0) text += ", " + incomplete + " not wholly written";
			if (before > 0) text += ", " + before + " done before";
			return text + String.format(Locale.ROOT, "; threshold %.4g", threshold);
		}
	}

	private final AnomalyDetector detector;
	private final PlaneJudge judge;
	private final Progress progress;
	private final Listener listener;
	private int files;
	private int filesDone;
	private IgnoreRule ignored = IgnoreRule.NONE;
	private int judged;
	private int anomalous;
	private int failed;
	private int incomplete;
	private int before;
	private int notComparable;
	private int otherSize;
	private int otherAspect;
	private int rescaled;
	private int otherChannels;

	public FolderDetection(AnomalyDetector detector, Progress progress, Listener listener) {
		this(detector, new PlaneJudge(detector), progress, listener);
	}

	FolderDetection(AnomalyDetector detector, PlaneJudge judge, Progress progress, Listener listener) {
		this.detector = detector;
		this.judge = judge;
		this.progress = progress;
		this.listener = listener;
	}

	/** Pixels of a rule do not count; an image of which none is left is skipped. */
	public FolderDetection ignoring(IgnoreRule rule) {
		ignored = rule;
		return this;
	}

	/** @throws IOException if an input does not exist, or there is no image at all */
	public static void checkInput(List<Path> inputs, boolean recursive) throws IOException {
		InputFiles.of(inputs, recursive);
	}

	/**
	 * Judges and hands the results on. Results of earlier runs are no input, wherever they lie.
	 *
	 * @param inputs files and folders
	 * @param recursive whether to go into folders below
	 * @param output where the results go, such as a {@link ResultFolder}; opened once there is something to judge, and closed at the end
	 * @throws IOException if there is no image, or nothing can be written
	 * @throws CancellationException if cancelled; what was finished stays
	 */
	public Summary run(List<Path> inputs, boolean recursive, PlaneResults.Opener output) throws IOException {
		return run(InputFiles.of(inputs, recursive), output);
	}

	/**
	 * The same for files that are known.
	 *
	 * @param inputs by the names that they have in the results
	 */
	public Summary run(Map<String, Path> inputs, PlaneResults.Opener output) throws IOException {
		return run(new InputFiles(inputs, Map.of(), 0), output);
	}

	private Summary run(InputFiles input, PlaneResults.Opener output) throws IOException {
		files = input.files().size();
		try (PlaneResults results = output.open()) {
			if (input.others() > 0) progress.note(input.others() + " files are no images by their names, and left out");
			for (Map.Entry<String, String> problem : input.problems().entrySet())
				fail(problem.getKey(), problem.getValue(), results);
			judgeAll(input.files(), results);
		}
		warnOfOthers();
		return summary();
	}

	/** What was done so far, also where the run was cancelled. */
	public Summary summary() {
		return new Summary(judged, anomalous, notComparable, failed, incomplete, before);
	}

	private void count(ImagePlane plane) {
		AnomalyModel model = detector.model();
		if (model.isOtherScale(plane)) otherSize++;
		if (model.isRescaled(plane)) rescaled++;
		if (model.isOtherAspect(plane.width(), plane.height())) otherAspect++;
		if (model.record().images().isOtherChannels(plane.channels())) otherChannels++;
	}

	private void warnOfOthers() {
		LearnedImages learned = detector.model().record().images();
		String than = " than those that the model learned from (";
		if (otherSize > 0) progress.note("WARNING: " + otherSize + " images are of another size" + than + learned.sizesText()
			+ "); what is shown at another scale may seem anomalous");
		if (rescaled > 0) progress.note(rescaled + " images were judged at the model's pixel size of " + detector.model().preprocessing().scale()
			.size() + "; maps and regions are in their own");
		if (otherAspect > 0) progress.note("WARNING: " + otherAspect + " images are of another aspect ratio" + than + learned.sizesText()
			+ "); resized, they are distorted");
		if (otherChannels > 0) progress.note("WARNING: " + otherChannels + " images have other channels" + than + learned.channelsText()
			+ "); colour may seem anomalous to a model of grey images, and grey to one of colour images");
	}

	/**
	 * A plane that was judged.
	 *
	 * @param plane its pixels, of which some may not count
	 */
	private record Judged(ImagePlane plane, Judgement result) {}

	/** What a plane goes through, from one to the next. */
	private record Stages(PlanesAhead ahead, ImagesAtOnce<PlanesAhead.Plane, Judged> running, PicturesBehind behind, PlaneResults results) {}

	private void judgeAll(Map<String, Path> all, PlaneResults results) {
		try (PlanesAhead ahead = new PlanesAhead(all, results::isDone);
				PicturesBehind behind = new PicturesBehind(results, this::written);
				ImagesAtOnce<PlanesAhead.Plane, Judged> running = new ImagesAtOnce<>(detector.atOnce(), (read, reports) -> judge(read, results, reports), this::unwanted))
		{
			Stages stages = new Stages(ahead, running, behind, results);
			for (PlanesAhead.Step step = next(ahead); step != null; step = next(ahead)) {
				if (step instanceof PlanesAhead.Plane plane) {
					begin(plane, stages);
					continue;
				}
				finishAll(stages);
				behind.finish();
				if (step instanceof PlanesAhead.Failed failure) fail(failure.image(), failure.reason(), results);
				else before++;
				done(step);
			}
			finishAll(stages);
		}
	}

	private PlanesAhead.Step next(PlanesAhead ahead) {
		checkCancelled();
		return ahead.next();
	}

	private void checkCancelled() {
		if (progress.isCancelled()) throw new CancellationException("Cancelled after " + filesDone + " of " + files
			+ " images; results that were written stay, and resuming goes on from there");
	}

	private void done(PlanesAhead.Step step) {
		if (step.ends()) progress.update(++filesDone, files, step.image());
	}

	private Judged judge(PlanesAhead.Plane read, PlaneResults results, Progress reports) throws IOException {
		ImagePlane plane = ignored.apply(read.place(), read.read());
		return new Judged(plane, judge.judge(read.name(), read.file(), plane, results, reports));
	}

	/** A plane that was not read, as there was not enough memory for it beside others, is judged without them. */
	private void begin(PlanesAhead.Plane read, Stages stages) {
		boolean alone = read.plane() == null;
		if (alone) {
			finishAll(stages);
			stages.behind.finish();
		}
		while (stages.running.isFull(read.pixels()))
			finish(stages);
		stages.running.begin(read, read.pixels());
		if (alone || stages.running.isFull(0)) finish(stages);
	}

	private void finishAll(Stages stages) {
		while (!stages.running.isEmpty()) {
			finish(stages);
			if (!stages.running.isEmpty()) checkCancelled();
		}
	}

	/** Finishes the first plane. */
	private void finish(Stages stages) {
		PlanesAhead.Plane read = stages.running.first();
		List<PlanesAhead.Plane> givenUp = new ArrayList<>();
		Optional<Judged> judged;
		try {
			judged = Optional.of(judged(read, stages, givenUp));
		}
		catch (CancellationException e) {
			throw cancelled(read.name());
		}
		catch (IOException | RuntimeException e) {
			fail(read, Reasons.of(e), stages);
			judged = Optional.empty();
		}
		catch (OutOfMemoryError e) {
			fail(read, Reasons.outOfMemory(), stages);
			judged = Optional.empty();
		}
		judged.ifPresent(found -> hand(read, found.plane(), found.result(), stages.behind));
		for (PlanesAhead.Plane other : givenUp) {
			checkCancelled();
			begin(other, stages);
		}
	}

	/**
	 * A plane for which there is not enough memory beside what is judged, read ahead or being written is judged again without that.
	 *
	 * @param givenUp receives the others, which have to be begun again
	 */
	private Judged judged(PlanesAhead.Plane read, Stages stages, List<PlanesAhead.Plane> givenUp) throws IOException {
		try {
			return stages.running.finish(tiles(read.name()));
		}
		catch (OutOfMemoryError e) {
			stages.running.giveUp().forEach(other -> givenUp.add(other.unread()));
			stages.ahead.letGo();
			stages.behind.finish();
			return judge(read, stages.results, tiles(read.name()));
		}
	}

	private void fail(PlanesAhead.Plane read, String reason, Stages stages) {
		stages.behind.finish();
		fail(read.image(), read.name().failure(reason), stages.results);
		done(read);
	}

	private void hand(PlanesAhead.Plane read, ImagePlane plane, Judgement result, PicturesBehind behind) {
		judged++;
		if (result.anomalous()) anomalous++;
		if (result.verdict() == Verdict.NOT_COMPARABLE) {
			notComparable++;
			progress.note(read.name() + ": " + result.decision() + ", " + result.reason());
		}
		count(plane);
		behind.add(JudgedPlane.of(read.name(), read.file(), plane, result), () -> done(read));
	}

	/** Tells all who want it of a plane of which the results are written. */
	private void written(JudgedPlane done, String problem) {
		if (!problem.isEmpty()) incomplete(done.name(), problem);
		listener.judged(done);
		try {
			PlaneJudge.end(done.result(), problem.isEmpty());
		}
		catch (IOException e) {
			progress.note(done.name() + ": " + Reasons.of(e));
		}
	}

	/** Of a plane that is judged tile by tile, as parts of its file's share of all. */
	private Progress tiles(PlaneName name) {
		return new Progress() {
			@Override
			public void update(long done, long total, String message) {
				progress.update(filesDone * total + Math.min(done, total - 1), files * total, name + ": " + message);
			}

			@Override
			public void note(String message) {
				progress.note(name + ": " + message);
			}

			@Override
			public boolean isCancelled() {
				return progress.isCancelled();
			}
		};
	}

	private static CancellationException cancelled(PlaneName name) {
		return new CancellationException("Cancelled at " + name + "; results that were written stay, and resuming goes on from"
			+ " there");
	}

	private void unwanted(Judged judged) {
		try {
			PlaneJudge.end(judged.result, false);
		}
		catch (IOException e) {
			progress.note(Reasons.of(e));
		}
	}

	private void incomplete(PlaneName name, String problem) {
		incomplete++;
		progress.note(name + ": " + problem);
	}

	private void fail(String name, String reason, PlaneResults results) {
		failed++;
		progress.note("Skipped " + name + ": " + reason);
		try {
			results.addFailure(name, reason);
		}
		catch (IOException e) {
			progress.note(name + ": not written to the tables: " + Reasons.of(e));
		}
		listener.failed(name, reason);
	}
}
