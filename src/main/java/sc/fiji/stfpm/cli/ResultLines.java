package sc.fiji.stfpm.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

import sc.fiji.stfpm.OneLine;
import sc.fiji.stfpm.detect.ChannelScore;
import sc.fiji.stfpm.detect.Judgement;
import sc.fiji.stfpm.memory.ImageDescriptors.Nearest;
import sc.fiji.stfpm.model.Json;
import sc.fiji.stfpm.score.Region;
import sc.fiji.stfpm.ui.FolderDetection;
import sc.fiji.stfpm.ui.JudgedPlane;
import sc.fiji.stfpm.ui.JudgedWith;
import sc.fiji.stfpm.ui.PlaneName;

/** Prints a line for each plane, for people or as JSON. */
final class ResultLines implements FolderDetection.Listener {
	private final PrintWriter out;
	private final boolean json;
	private final JudgedWith made;

	/** A region, by the names that it has in {@code regions.csv}. */
	private record Part(int region, long area_px, double centroid_x, double centroid_y, int x, int y, int width, int height, float mean,
		float max, String channel)
	{
		private static Part of(Region r, Judgement of) {
			return new Part(r.label(), r.area(), r.centroidX(), r.centroidY(), r.x(), r.y(), r.width(), r.height(), r.mean(), r.max(), of
				.channels().isEmpty() ? null : of.channel(r));
		}
	}

	/** A line of JSON; what is null is left out. */
	private record Line(String image, Integer slice, Integer frame, Float score, Double p_value, float threshold, String decision,
		Long anomalous_area_px, Integer width, Integer height, List<Part> regions, String error, String model, String model_sha256, int minimum_area_px,
		String note, String most_similar, Float most_similar_distance, List<String> anomalous_channels, List<ChannelLine> channels, Long ignored_px)
	{}

	/** What one of separate channels says; what is null is left out. */
	private record ChannelLine(int channel, String name, float score) {
		private static ChannelLine of(ChannelScore one) {
			String name = one.channel().name();
			return new ChannelLine(one.channel().number(), name.isEmpty() ? null : name, one.score());
		}
	}

	ResultLines(PrintWriter out, boolean json, JudgedWith made) {
		this.out = out;
		this.json = json;
		this.made = made;
	}

	@Override
	public void judged(JudgedPlane plane) {
		PlaneName name = plane.name();
		Judgement result = plane.result();
		float threshold = result.calibration().threshold();
		double p = result.pValue();
		String note = result.comparison().note(), channels = result.inChannels();
		if (json) print(new Line(name.image(), name.only() ? null : name.slice(), name.only() ? null : name.frame(), result.score(),
			Double.isNaN(p) ? null : p, threshold, result.decision(), result.anomalousArea(), result.width(), result.height(), result.regions().stream()
				.map(r -> Part.of(r, result)).toList(), null, made.file(), made.sha256(), result.minimumArea(), note.isEmpty() ? null : note,
			result.mostSimilar().map(Nearest::image).orElse(null), result.mostSimilar().map(Nearest::distance).orElse(null), result.channels()
				.isEmpty() ? null : result.anomalousChannels(), result.channels().isEmpty() ? null : result.channels().stream().map(ChannelLine::of)
					.toList(), result.ignoredArea() > 0 ? result.ignoredArea() : null));
		else out.println(OneLine.of(String.format(Locale.ROOT, "%s: %s, score %.4g, threshold %.4g%s%s", name, result.decision(), result.score(),
			threshold, channels.isEmpty() ? "" : ", " + channels, note.isEmpty() ? "" : " (" + note + ")")));
	}

	@Override
	public void failed(String name, String reason) {
		if (json) print(new Line(name, null, null, null, null, made.model().calibration().threshold(), "failed", null, null, null, null,
			reason, made.file(), made.sha256(), made.minimumArea(), null, null, null, null, null, null));
		else out.println(OneLine.of(name + ": failed, " + reason));
	}

	private void print(Line line) {
		out.println(Json.text(line));
		out.flush();
	}
}
