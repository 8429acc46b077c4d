package sc.fiji.stfpm.onnx;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import sc.fiji.stfpm.SoftwareVersion;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Intensity;
import sc.fiji.stfpm.model.MemoryModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.score.Calibration;

/** What a file says of its model beside the graph; names and meanings are in {@code docs/onnx.md}. */
final class OnnxMetadata {
	/** The version of names and meanings. */
	private static final String FORMAT = "1";

	private final Map<String, String> entries = new LinkedHashMap<>();

	private OnnxMetadata() {}

	/** @param name of the model, for people */
	static Map<String, String> of(AnomalyModel model, String name) {
		OnnxMetadata metadata = new OnnxMetadata();
		metadata.put("format", FORMAT);
		metadata.put("software", SoftwareVersion.get());
		metadata.put("model", name);
		metadata.put("model_sha256", ModelFile.digest(model));
		metadata.put("kind", model.scoring().kind());
		metadata.put("backbone", model.scoring().backbone().id());
		metadata.put("teacher", model.teacher().name());
		metadata.put("teacher_sha256", model.teacher().sha256());
		metadata.addImages(model);
		metadata.addDecision(model);
		return metadata.entries;
	}

	private void put(String key, Object value) {
		entries.put("stfpm." + key, String.valueOf(value));
	}

	private void addImages(AnomalyModel model) {
		Preprocessing p = model.preprocessing();
		List<GraphInput> inputs = GraphInput.of(model);
		put("mode", p.mode());
		put("inputs", joined(inputs.stream().map(GraphInput::name).toList()));
		put("sizes", joined(inputs.stream().map(GraphInput::size).toList()));
		put("channels", inputs.stream().map(input -> input.channels().toString()).collect(Collectors.joining(";")));
		put("resampling", p.resampling());
		put("pixel_type", p.pixelType());
		addRange(p);
		if (p.lightRadius() != null) put("light_radius", p.lightRadius());
		if (p.scale() != null && p.scale().size() != null) {
			put("pixel_size", p.scale().size());
			put("pixel_rule", p.scale().rule());
		}
		put("mean", joined(Arrays.stream(p.mean()).boxed().toList()));
		put("deviation", joined(Arrays.stream(p.deviation()).boxed().toList()));
	}

	private void addRange(Preprocessing p) {
		Intensity intensity = p.intensity();
		put("intensity", intensity == null ? "fixed" : intensity);
		if (intensity != null && intensity.rule() == Intensity.Rule.IMAGE) return;
		put("range", p.black() + "," + p.white());
		if (intensity != null && intensity.ranges() != null) for (Intensity.ChannelRange range : intensity.ranges())
			put("range_c" + range.channel(), range.black() + "," + range.white());
	}

	private void addDecision(AnomalyModel model) {
		Calibration c = model.calibration();
		put("to_own_size", ownSize(model));
		if (model.scoring() instanceof MemoryModel memory && !memory.gains().isEmpty()) put("gains", memory.gains().stream().map(String::valueOf).collect(
			Collectors.joining(";")));
		put("threshold", c.threshold());
		put("threshold_from", c.provenance());
		put("false_alarms", c.falseAlarmsText());
		put("level", model.scoring().level());
		put("normal_scores", c.count() == 0 ? "0" : c.count() + "," + c.minimum() + "," + c.median() + "," + c.maximum());
		put("normal_scores_of", c.patches() == null ? "images" : "patches");
		put("blank", model.descriptors().isEmpty() || model.descriptors().get().tells() ? "not comparable" : "comparable");
		put("accepted", model.accepted().size());
		put("preset", model.record().preset());
		put("trained", model.record().date());
		put("trained_with", model.record().software());
	}

	/** Names of outputs, those that are added separated by commas, those of which the highest counts by semicolons. */
	private static String ownSize(AnomalyModel model) {
		if (!(model.scoring() instanceof MemoryModel memory)) return ModelGraph.MAP;
		return IntStream.range(0, memory.parts()).mapToObj(part -> joined(GraphInput.of(model).stream().filter(input -> input.part() == part).map(
			GraphInput::coarse).toList())).collect(Collectors.joining(";"));
	}

	private static String joined(List<?> values) {
		return values.stream().map(String::valueOf).collect(Collectors.joining(","));
	}
}
