package sc.fiji.stfpm.weights;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds a backbone's tensors in a file and gathers all that is wrong with them into one message. */
final class BackboneReader {
	private static final int NAMED_PROBLEMS = 5;

	private final TensorSource source;
	private final Backbone backbone;
	private final String prefix;
	private final List<String> problems = new ArrayList<>();
	private int found;

	BackboneReader(TensorSource source, Backbone backbone, String prefix) {
		this.source = source;
		this.backbone = backbone;
		this.prefix = prefix;
	}

	BackboneWeights read() throws IOException {
		Map<String, long[]> shapes = backbone.tensorShapes();
		Map<String, Tensor> tensors = new LinkedHashMap<>();
		for (Map.Entry<String, long[]> entry : shapes.entrySet())
			if (check(entry.getKey(), entry.getValue()))
				tensors.put(entry.getKey(), readValues(entry.getKey()));
		for (String name : source.names())
			if (name.startsWith(prefix) && !isSkipped(name.substring(prefix.length()))
				&& !shapes.containsKey(name.substring(prefix.length())))
				problems.add(name + " is unknown");
		if (problems.isEmpty())
			return new BackboneWeights(backbone, tensors);
		int more = problems.size() - NAMED_PROBLEMS;
		throw new WeightFileException(source.path(), "not the weights of " + backbone.id()
			+ (prefix.isEmpty() ? "" : " under " + prefix) + " (expected " + shapes.size() + " tensors, found " + found
			+ " of them): " + String.join("; ", problems.subList(0, Math.min(NAMED_PROBLEMS, problems.size())))
			+ (more > 0 ? "; and " + more + " more problems" : ""));
	}

	private boolean check(String name, long[] shape) {
		String stored = prefix + name;
		if (!source.names().contains(stored)) {
			problems.add(stored + " is missing");
			return false;
		}
		found++;
		DType dtype = source.dtype(stored);
		long[] foundShape = source.shape(stored);
		if (Arrays.equals(shape, foundShape) && dtype.isFloating())
			return true;
		problems.add(stored + ": expected shape " + Arrays.toString(shape) + " of floating-point values, found "
			+ Arrays.toString(foundShape) + " of type " + dtype);
		return false;
	}

	private Tensor readValues(String name) throws IOException {
		Tensor tensor = source.tensor(prefix + name).as(DType.F32);
		valueProblem(prefix + name, tensor.floats()).ifPresent(problems::add);
		return tensor;
	}

	private static boolean isSkipped(String name) {
		return name.startsWith("fc.") || name.startsWith("layer4.") || name.endsWith(".num_batches_tracked");
	}

	/** What is wrong with a tensor's values, if anything is. */
	static Optional<String> valueProblem(String name, float[] values) {
		boolean variance = name.endsWith(".running_var");
		for (int i = 0; i < values.length; i++) {
			if (!Float.isFinite(values[i]))
				return Optional.of(name + ": expected finite values, found " + values[i] + " at " + i);
			if (variance && values[i] < 0)
				return Optional.of(name + ": expected variances from 0 on, found " + values[i] + " at " + i);
		}
		return Optional.empty();
	}

	static Backbone detect(TensorSource source, String prefix) throws WeightFileException {
		Backbone best = null;
		int bestCount = 0;
		for (Backbone candidate : Backbone.values()) {
			int count = agreeing(source, candidate, prefix);
			if (count == bestCount)
				best = null;
			if (count > bestCount) {
				best = candidate;
				bestCount = count;
			}
		}
		if (best != null)
			return best;
		throw new WeightFileException(source.path(), "expected the tensors of " + Arrays.stream(Backbone.values())
			.map(Backbone::id).reduce((a, b) -> a + " or " + b).orElseThrow() + " under torchvision's names"
			+ (prefix.isEmpty() ? "" : " after " + prefix) + ", found "
			+ source.names().stream().limit(NAMED_PROBLEMS).toList() + " and so on, " + source.names().size() + " tensors");
	}

	private static int agreeing(TensorSource source, Backbone candidate, String prefix) {
		int count = 0;
		for (Map.Entry<String, long[]> entry : candidate.tensorShapes().entrySet())
			if (source.names().contains(prefix + entry.getKey())
				&& Arrays.equals(source.shape(prefix + entry.getKey()), entry.getValue()))
				count++;
		return count;
	}
}
