package sc.fiji.stfpm.workbench;

import java.util.Optional;

import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.memory.ImageDescriptors.Nearest;
import sc.fiji.stfpm.score.Calibration;

/** An image of the gallery, what was found in it, and what a person says about it. For the event thread. */
final class Entry {
	/** What became of an image. */
	enum State {
		WAITING, JUDGED, FAILED
	}

	/**
	 * What was found in an image.
	 *
	 * @param score the maximum of its map
	 * @param similar name of the normal image that it is most like; empty where that is not known
	 * @param incomparable why the image cannot be compared with what was learned; empty where it can
	 * @param differs in what it differs from all normal images before anything of it is looked at, such as its size; empty where in nothing
	 */
	record Finding(float score, String similar, String incomparable, String differs) {
		Finding(float score) {
			this(score, "", "", "");
		}

		static Finding of(DetectionResult result) {
			return new Finding(result.score(), result.mostSimilar().map(Nearest::image).orElse(""), result.reason(), String.join("; ", result.comparison()
				.differences()));
		}
	}

	private final int number;
	private final GalleryImage image;
	private Finding finding;
	private String problem = "";
	private Label label;
	private String note = "";
	private boolean stale = true;

	/** @param number under which its picture is kept */
	Entry(int number, GalleryImage image) {
		this.number = number;
		this.image = image;
	}

	int number() {
		return number;
	}

	GalleryImage image() {
		return image;
	}

	State state() {
		return finding != null ? State.JUDGED : problem.isEmpty() ? State.WAITING : State.FAILED;
	}

	/** Whether the model has changed since it was judged, or it never was. */
	boolean isStale() {
		return stale;
	}

	/** Has it judged again; what was found stays until then. */
	void expire() {
		stale = true;
	}

	void judged(Finding found) {
		finding = found;
		problem = "";
		stale = false;
	}

	void failed(String why) {
		finding = null;
		problem = why;
		stale = false;
	}

	/** NaN where it is not known. */
	float score() {
		return finding == null ? Float.NaN : finding.score;
	}

	Optional<Finding> finding() {
		return Optional.ofNullable(finding);
	}

	/** Why it could not be judged, or compared with what was learned; empty where it could. */
	String problem() {
		return finding == null ? problem : finding.incomparable;
	}

	/** All that is to be known about it besides its score, for people; empty where there is nothing. */
	String remark() {
		return problem().isEmpty() && finding != null ? finding.differs : problem();
	}

	Status status(Calibration calibration) {
		if (finding == null || calibration == null) return problem.isEmpty() ? Status.NONE : Status.FAILED;
		if (!finding.incomparable.isEmpty()) return Status.NOT_COMPARABLE;
		return calibration.isAnomalous(finding.score) ? Status.ANOMALOUS : Status.NORMAL;
	}

	Optional<Label> label() {
		return Optional.ofNullable(label);
	}

	/** @param what null for none */
	void setLabel(Label what) {
		label = what;
	}

	String note() {
		return note;
	}

	void setNote(String text) {
		note = text;
	}
}
