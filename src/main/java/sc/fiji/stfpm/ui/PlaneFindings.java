package sc.fiji.stfpm.ui;

import java.util.List;
import java.util.Optional;

import ij.measure.Calibration;
import sc.fiji.stfpm.UtcTime;
import sc.fiji.stfpm.detect.ChannelScore;
import sc.fiji.stfpm.detect.Judgement;
import sc.fiji.stfpm.image.PixelSize;
import sc.fiji.stfpm.memory.ImageDescriptors.Nearest;
import sc.fiji.stfpm.score.Region;

/**
 * All that tables say of one plane of a file, without its pixels or map. Of what could not be judged only image, threshold,
 * {@value #FAILED} as decision, the reason and the time are known.
 *
 * @param image the file's name in results
 * @param slice from 1
 * @param frame from 1
 * @param score see {@link Judgement#score}
 * @param normalised the score in parts of the threshold's
 * @param pValue NaN where the model cannot tell
 * @param threshold on raw scores
 * @param decision see {@link Judgement#decision}
 * @param width columns, in pixels
 * @param height rows, in pixels
 * @param pixelSize as the file tells; empty where it does not
 * @param anomalousArea pixels in regions
 * @param ignoredArea pixels that do not count
 * @param note what is worth knowing of the comparison as a whole; empty for nothing
 * @param mostSimilar the normal image that it is most like; empty where the model does not know
 * @param anomalousChannels of separate channels those in which something is anomalous, as tables call them
 * @param channelScores of separate channels
 * @param regions the highest first
 * @param error why it, or a part of its results, is missing; empty where nothing is
 * @param judgedAt in UTC, as ISO 8601 writes it
 */
public record PlaneFindings(String image, int slice, int frame, float score, double normalised, double pValue, float threshold, String decision,
	int width, int height, Optional<PixelSize> pixelSize, long anomalousArea, long ignoredArea, String note, String mostSimilar,
	List<String> anomalousChannels, List<Float> channelScores, List<Region> regions, String error, String judgedAt)
{
	/** The decision on what could not be judged. */
	public static final String FAILED = "failed";

	/** @param problem why a part of its results could not be written; empty where all was */
	public static PlaneFindings of(JudgedPlane plane, String problem) {
		Judgement result = plane.result();
		return new PlaneFindings(plane.name().image(), plane.name().slice(), plane.name().frame(), result.score(), result.calibration().normalised(
			result.score()), result.pValue(), result.calibration().threshold(), result.decision(), result.width(), result.height(), plane
				.pixelSize(), result.anomalousArea(), result.ignoredArea(), result.comparison().note(), result.mostSimilar().map(Nearest::image)
					.orElse(""), result.anomalousChannels(), result.channels().stream().map(ChannelScore::score).toList(), result.regions(),
			problem, UtcTime.now());
	}

	/** A file, or a plane of it, that could not be judged. */
	public static PlaneFindings failed(String image, float threshold, String reason) {
		return new PlaneFindings(image, 0, 0, Float.NaN, Double.NaN, Double.NaN, threshold, FAILED, 0, 0, Optional.empty(), 0, 0, "", "", List.of(),
			List.of(), List.of(), reason, UtcTime.now());
	}

	/** Whether it was judged at all. */
	public boolean isJudged() {
		return !decision.equals(FAILED);
	}

	/** As the open image of the same file is calibrated. */
	Calibration calibration() {
		return JudgedPlane.calibration(pixelSize);
	}
}
