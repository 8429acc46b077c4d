package sc.fiji.stfpm.workbench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.correct.Correction;
import sc.fiji.stfpm.correct.Corrections;
import sc.fiji.stfpm.correct.Part;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.Detectors;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.MemoryModel;

/** Tells the model of a workbench what parts of images are, and takes that back. For the event thread. */
final class Correcting {
	private final Workbench workbench;
	/** What undo takes back: whether it was accepted as normal. */
	private final Deque<Boolean> made = new ArrayDeque<>();

	Correcting(Workbench workbench) {
		this.workbench = workbench;
	}

	/** Whether the model can learn that something is normal: one with a student cannot. */
	boolean canAccept() {
		return workbench.model().filter(model -> model.scoring() instanceof MemoryModel).isPresent();
	}

	/** Whether something could be taken back. */
	boolean canUndo() {
		return workbench.model().filter(model -> !Correction.of(model).isEmpty()).isPresent();
	}

	/** Forgets what was made in another model. */
	void forget() {
		made.clear();
	}

	/**
	 * Teaches the model that a part of an image is normal.
	 *
	 * @param regions labels; empty for all
	 */
	void accept(Detail detail, Set<Integer> regions) {
		correct("Accepting as normal", detail, regions, true, (by, detector, part, progress) -> Corrections.accept(by, detector, part, detail
			.result(), progress));
	}

	/** Keeps a part of an image as an example of what is anomalous, from which a threshold can be chosen. */
	void confirm(Detail detail, Set<Integer> regions) {
		detail.entry().setLabel(Label.ANOMALOUS);
		correct("Confirming", detail, regions, false, (by, detector, part, progress) -> Corrections.mark(by, detector, part, detail.result()));
	}

	private interface Change {
		AnomalyModel of(Path by, AnomalyDetector detector, Part part, Progress progress) throws IOException;
	}

	private void correct(String title, Detail detail, Set<Integer> regions, boolean normal, Change change) {
		Path by = workbench.file().orElseThrow();
		Part part = detail.part(regions);
		// Nothing is judged by a model that is about to change.
		workbench.tasks.cancel();
		workbench.tasks.start(title, progress -> {
			try (Detectors.Lease lease = Detectors.shared().borrow(by, Optional.empty(), "auto")) {
				return change.of(by, lease.detector(), part, progress);
			}
		}, changed -> {
			made.push(normal);
			record(detail, regions, part, normal);
			workbench.corrected(changed, detail.entry());
		}, workbench.judging::start);
	}

	/** Exactly what was done, unless another threshold is tried: then the rectangle around it. */
	private void record(Detail detail, Set<Integer> regions, Part part, boolean normal) {
		GalleryImage image = detail.entry().image();
		MacroRecord record = workbench.record;
		if (image.open() != null) record.add("selectImage(" + MacroRecord.quoted(image.open().getTitle()) + ");");
		else record.add("open(" + MacroRecord.quoted(image.file().orElseThrow().toString().replace('\\', '/')) + ");");
		if (image.slice() > 1) record.add("setSlice(" + image.slice() + ");");
		Map<String, String> options = new LinkedHashMap<>();
		options.put("model", workbench.file().orElseThrow().toString());
		if (workbench.isTrying()) {
			record.add("makeRectangle(" + part.area().x() + ", " + part.area().y() + ", " + part.area().width() + ", " + part.area().height()
				+ ");");
			options.put("part", "Selection");
		}
		else {
			options.put("part", "Anomalies");
			if (!regions.isEmpty()) options.put("regions", String.join(",", regions.stream().sorted().map(String::valueOf).toList()));
		}
		record.run(normal ? "Accept as Normal..." : "Mark as Anomalous...", options);
	}

	/** Takes back the correction made last. */
	void undo() {
		Path by = workbench.file().orElseThrow();
		int number = last(workbench.model().orElseThrow());
		workbench.tasks.cancel();
		workbench.tasks.start("Taking back", progress -> Corrections.takeBack(by, number), changed -> {
			if (!made.isEmpty()) made.pop();
			Map<String, String> options = new LinkedHashMap<>();
			options.put("model", by.toString());
			options.put("number", Integer.toString(number));
			workbench.record.run("Corrections...", options);
			workbench.corrected(changed, null);
		}, workbench.judging::start);
	}

	/** Those accepted are numbered before those marked, so that the last one made is the last of its kind. */
	private int last(AnomalyModel model) {
		List<Correction> all = Correction.of(model);
		if (!made.isEmpty()) return made.peek() ? model.accepted().size() : all.size();
		return all.stream().max(Comparator.comparing(one -> one.example().date())).orElseThrow().number();
	}
}
