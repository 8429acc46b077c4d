package sc.fiji.stfpm.spark.detect;

import java.io.Serializable;
import java.util.List;

import org.apache.spark.SparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.util.DoubleAccumulator;
import org.apache.spark.util.LongAccumulator;

import sc.fiji.stfpm.score.Verdict;

/**
 * What tasks have done, as the web page of Spark shows it for each stage. A task that ran twice has counted twice; the tables have it once.
 *
 * @param images files that were judged or failed
 * @param failed planes or whole files
 */
record DetectionCounts(LongAccumulator images, LongAccumulator planes, DoubleAccumulator megapixels, LongAccumulator anomalous,
	LongAccumulator failed) implements Serializable
{
	static DetectionCounts in(SparkContext spark) {
		return new DetectionCounts(spark.longAccumulator("images"), spark.longAccumulator("planes"), spark.doubleAccumulator("megapixels"), spark
			.longAccumulator("anomalous planes"), spark.longAccumulator("failures"));
	}

	/** Adds what became of some images. */
	void add(int files, List<Row> rows) {
		images.add(files);
		for (Row row : rows) {
			if (row.getAs(ScoreRows.SCORE) == null) {
				failed.add(1);
				continue;
			}
			planes.add(1);
			megapixels.add(row.<Integer> getAs("width") * (double) row.<Integer> getAs("height") / 1e6);
			if (row.getAs(ScoreRows.DECISION).equals(Verdict.ANOMALOUS.toString())) anomalous.add(1);
		}
	}
}
