package sc.fiji.stfpm.model;

import java.util.List;

import sc.fiji.stfpm.image.Columns;
import sc.fiji.stfpm.image.RowSource;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.network.DistanceNetwork;
import sc.fiji.stfpm.score.DistanceField;
import sc.fiji.stfpm.score.LayerDistances;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;

/**
 * What a model has learned of the normal: it tells how far each place of an image is from it, and puts that together into a map.
 * Immutable. Another kind needs an implementation, a section in {@link ModelFile} and a way to learn it in {@code train}.
 */
public sealed interface ScoringModel permits StudentModel, MemoryModel {
	/** The name of the kind, for people and files: {@code student} or {@code memory}. */
	String kind();

	/** The architecture of the teacher whose features are judged. */
	Backbone backbone();

	/** Identifies all learned values: a SHA-256 in lower-case hexadecimal. */
	String sha256();

	/** Sides in pixels of the squares that whole images are resized to, a scale each. */
	List<Integer> sizes(Preprocessing preprocessing);

	/** How many channels it looks at one by one; 1 where it sees those that count together. */
	default int parts() {
		return 1;
	}

	/** Which of them a scale sees, from 0. */
	default int part(int scale) {
		return 0;
	}

	/** The first scale that sees a channel, by which images are described as a whole. */
	default int firstScale(int part) {
		return 0;
	}

	/** The layers that count at the first scale, as indices of the backbone's stages, by which images are described as a whole. */
	List<Integer> layers();

	/**
	 * The networks that judge images.
	 *
	 * @param teacher the model's teacher
	 * @throws IllegalArgumentException if the teacher is of another backbone
	 */
	DistanceNetwork network(BackboneWeights teacher, ComputeDevice device);

	/**
	 * Puts distances together into an anomaly map.
	 *
	 * @param scales of every scale that the network was asked for
	 * @param height rows of the map, in pixels
	 * @param width columns of the map, in pixels
	 * @return {@code height * width} values, row by row; 0 where all is normal
	 */
	default float[] map(List<LayerDistances> scales, int height, int width) {
		return rows(scales, height, width, Columns.all(width)).readAll(height, width);
	}

	/**
	 * Some columns of that map, a row at a time: bit by bit those of the whole, of which no more is looked at than they need. Rows in
	 * ascending order are read fastest. Not thread-safe.
	 *
	 * @param height rows of the whole map, in pixels
	 * @param width columns of the whole map, in pixels
	 */
	RowSource rows(List<? extends DistanceField> scales, int height, int width, Columns wanted);

	/**
	 * The same of one of the channel mapping's {@linkplain sc.fiji.stfpm.image.ChannelMapping#parts parts}; the map is the highest of
	 * theirs at every place.
	 *
	 * @param part from 0
	 * @param scales of all parts
	 */
	default RowSource rows(int part, List<? extends DistanceField> scales, int height, int width, Columns wanted) {
		return rows(scales, height, width, wanted);
	}

	/** What the map of a normal place is on average, where the kind of model fixes that; 0 for nearly nothing. */
	float level();

	/** How the map comes about, for people. */
	String mapText();

	/** What was learned and kept, for people. */
	String learnedText();

	/** What it rests on, for people: the images that chose it. */
	String chosenBy(TrainingRecord record);
}
