package sc.fiji.stfpm.spark.detect;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

import sc.fiji.stfpm.SoftwareVersion;
import sc.fiji.stfpm.image.PixelSize;
import sc.fiji.stfpm.score.Region;
import sc.fiji.stfpm.ui.JudgedWith;
import sc.fiji.stfpm.ui.PlaneFindings;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The table of scores: a row for each plane, with its regions, so that all that is known of a plane is there as a whole or not at all
 * ({@code docs/spark.md} says what each column is). Of what could not be judged a row has names, decision and reason.
 */
public final class ScoreRows {
	/** The path by which an image is known. */
	public static final String PATH = "path";
	public static final String IMAGE = "image";
	public static final String SLICE = "slice";
	public static final String FRAME = "frame";
	/** Null where nothing could be judged. */
	public static final String SCORE = "score";
	public static final String DECISION = "decision";
	public static final String ERROR = "error";
	public static final String REGIONS = "regions";
	private static final StructType REGION = new StructType().add("region", DataTypes.IntegerType, false).add("area_px", DataTypes.LongType, false)
		.add("centroid_x", DataTypes.DoubleType, false).add("centroid_y", DataTypes.DoubleType, false).add("x", DataTypes.IntegerType, false).add(
			"y", DataTypes.IntegerType, false).add("width", DataTypes.IntegerType, false).add("height", DataTypes.IntegerType, false).add("mean",
				DataTypes.FloatType, false).add("max", DataTypes.FloatType, false).add("channel", DataTypes.IntegerType, false);
	/** All columns. */
	public static final StructType SCHEMA = new StructType().add(PATH, DataTypes.StringType, false).add(IMAGE, DataTypes.StringType, false).add(
		SLICE, DataTypes.IntegerType).add(FRAME, DataTypes.IntegerType).add(SCORE, DataTypes.FloatType).add("normalised_score",
			DataTypes.DoubleType).add("p_value", DataTypes.DoubleType).add("threshold", DataTypes.FloatType, false).add(DECISION,
				DataTypes.StringType, false).add("width", DataTypes.IntegerType).add("height", DataTypes.IntegerType).add("pixel_width",
					DataTypes.DoubleType).add("pixel_height", DataTypes.DoubleType).add("pixel_unit", DataTypes.StringType).add(
						"anomalous_area_px", DataTypes.LongType).add("ignored_px", DataTypes.LongType).add("minimum_area_px",
							DataTypes.IntegerType, false).add("note", DataTypes.StringType).add("most_similar", DataTypes.StringType).add(
								"anomalous_channels", DataTypes.createArrayType(DataTypes.StringType, false)).add("channel_scores", DataTypes
									.createArrayType(DataTypes.FloatType, false)).add(REGIONS, DataTypes.createArrayType(REGION, false)).add(ERROR,
										DataTypes.StringType).add("model", DataTypes.StringType, false).add("model_sha256", DataTypes.StringType,
											false).add("teacher", DataTypes.StringType, false).add("device", DataTypes.StringType, false).add(
												"software", DataTypes.StringType, false).add("judged_at", DataTypes.StringType, false).add(
													"milliseconds", DataTypes.LongType, false).add("host", DataTypes.StringType, false);

	private ScoreRows() {}

	/**
	 * The row of what was found.
	 *
	 * @param milliseconds that the executor took for it, by the clock
	 */
	public static Row of(String path, PlaneFindings found, JudgedWith made, long milliseconds) {
		boolean judged = found.isJudged();
		Optional<PixelSize> size = found.pixelSize();
		Object[] values = { path, found.image(), judged ? found.slice() : null, judged ? found.frame() : null, judged ? found.score() : null,
			judged ? found.normalised() : null, Double.isNaN(found.pValue()) ? null : found.pValue(), found.threshold(), found.decision(), judged
				? found.width() : null, judged ? found.height() : null, size.map(PixelSize::width).orElse(null), size.map(PixelSize::height)
					.orElse(null), size.map(PixelSize::unit).orElse(null), judged ? found.anomalousArea() : null, judged ? found.ignoredArea()
						: null, made.minimumArea(), judged ? found.note() : null, judged ? found.mostSimilar() : null, judged ? seq(
							found.anomalousChannels()) : null, judged ? seq(found.channelScores()) : null, judged ? seq(found.regions().stream()
								.map(ScoreRows::row).toList()) : null, found.error().isEmpty() ? null : found.error(), made.file(), made
									.sha256(), made.model().teacher().label(), made.device(), SoftwareVersion.get(), found.judgedAt(), milliseconds,
			host() };
		return new GenericRowWithSchema(values, SCHEMA);
	}

	/** As Spark has lists in rows. */
	private static Seq<?> seq(List<?> list) {
		return CollectionConverters.asScala(list).toSeq();
	}

	private static Row row(Region r) {
		return RowFactory.create(r.label(), r.area(), r.centroidX(), r.centroidY(), r.x(), r.y(), r.width(), r.height(), r.mean(), r.max(), r
			.channel());
	}

	/** What a row of the table says. */
	public static PlaneFindings read(Row row) {
		String error = text(row, ERROR);
		if (row.isNullAt(row.fieldIndex(SCORE))) return new PlaneFindings(row.getAs(IMAGE), 0, 0, Float.NaN, Double.NaN, Double.NaN, row.getAs(
			"threshold"), row.getAs(DECISION), 0, 0, Optional.empty(), 0, 0, "", "", List.of(), List.of(), List.of(), error, row.getAs(
				"judged_at"));
		Double pValue = row.getAs("p_value"), pixelWidth = row.getAs("pixel_width");
		Optional<PixelSize> size = pixelWidth == null ? Optional.empty() : Optional.of(new PixelSize(pixelWidth, row.getAs("pixel_height"), row.getAs(
			"pixel_unit")));
		List<Region> regions = new ArrayList<>();
		for (Row region : row.<Row> getList(row.fieldIndex(REGIONS)))
			regions.add(new Region(region.getInt(0), region.getLong(1), region.getDouble(2), region.getDouble(3), region.getInt(4), region.getInt(5),
				region.getInt(6), region.getInt(7), region.getFloat(8), region.getFloat(9), region.getInt(10)));
		return new PlaneFindings(row.getAs(IMAGE), row.getAs(SLICE), row.getAs(FRAME), row.getAs(SCORE), row.getAs("normalised_score"),
			pValue == null ? Double.NaN : pValue, row.getAs("threshold"), row.getAs(DECISION), row.getAs("width"), row.getAs("height"), size, row
				.getAs("anomalous_area_px"), row.getAs("ignored_px"), text(row, "note"), text(row, "most_similar"), row.getList(row.fieldIndex(
					"anomalous_channels")), row.getList(row.fieldIndex("channel_scores")), regions, error, row.getAs("judged_at"));
	}

	private static String text(Row row, String column) {
		String text = row.getAs(column);
		return text == null ? "" : text;
	}

	private static String host() {
		try {
			return InetAddress.getLocalHost().getHostName();
		}
		catch (UnknownHostException e) {
			return "unknown";
		}
	}
}
