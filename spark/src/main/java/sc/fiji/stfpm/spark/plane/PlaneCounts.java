package sc.fiji.stfpm.spark.plane;

import java.io.Serializable;

import org.apache.spark.SparkContext;
import org.apache.spark.util.DoubleAccumulator;
import org.apache.spark.util.LongAccumulator;

/**
 * What tasks have done, as the web page of Spark shows it for each stage. A task that ran twice has counted twice.
 *
 * @param tiles that were looked at
 * @param megapixels of the blocks whose map was made
 */
record PlaneCounts(LongAccumulator tiles, LongAccumulator blocks, DoubleAccumulator megapixels) implements Serializable {
	static PlaneCounts in(SparkContext spark) {
		return new PlaneCounts(spark.longAccumulator("tiles"), spark.longAccumulator("blocks"), spark.doubleAccumulator("megapixels"));
	}
}
