package sc.fiji.stfpm.spark.detect;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;

import java.io.IOException;
import java.util.List;

import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

import sc.fiji.stfpm.ui.JudgedWith;
import sc.fiji.stfpm.ui.PlaneFindings;

/** The table of scores in a folder of results, and the table of regions that is made of it, both as Parquet. */
public final class ScoreTable {
	/** Where the tables are, below the output. */
	public static final String SCORES = "scores";
	public static final String REGIONS = "regions";

	private final SparkSession session;
	private final Path scores;
	private final Path regions;

	public ScoreTable(SparkSession session, Path output) {
		this.session = session;
		scores = new Path(output, SCORES);
		regions = new Path(output, REGIONS);
	}

	/** Whether there is one. */
	public boolean exists() throws IOException {
		return scores.getFileSystem(session.sparkContext().hadoopConfiguration()).exists(scores);
	}

	/** All rows, see {@link ScoreRows#SCHEMA}. */
	public Dataset<Row> rows() {
		return session.read().schema(ScoreRows.SCHEMA).parquet(scores.toString());
	}

	/**
	 * Adds what was found of one plane, unless it has a row, and makes the table of regions anew.
	 *
	 * @param path by which the image is known
	 * @param milliseconds that it took, by the clock
	 */
	public void add(String path, PlaneFindings found, JudgedWith made, long milliseconds) throws IOException {
		boolean isThere = exists() && !rows().filter(col(ScoreRows.PATH).equalTo(path).and(col(ScoreRows.SLICE).equalTo(found.slice())).and(col(
			ScoreRows.FRAME).equalTo(found.frame()))).isEmpty();
		if (!isThere) session.createDataFrame(List.of(ScoreRows.of(path, found, made, milliseconds)), ScoreRows.SCHEMA).coalesce(1).write().mode(
			SaveMode.Append).parquet(scores.toString());
		writeRegions();
	}

	/** Makes the table of regions: a row for each region of the table of scores. */
	public void writeRegions() throws IOException {
		if (!exists()) return;
		Column[] columns = { col(ScoreRows.PATH), col(ScoreRows.IMAGE), col(ScoreRows.SLICE), col(ScoreRows.FRAME), col("pixel_width"), col(
			"pixel_height"), col("pixel_unit"), col("model"), col("model_sha256"), col("software"), col("judged_at"), explode(col(ScoreRows.REGIONS))
				.as("found") };
		rows().select(columns).select(col("*"), col("found.*")).drop("found").write().mode(SaveMode.Overwrite).parquet(regions.toString());
	}
}
