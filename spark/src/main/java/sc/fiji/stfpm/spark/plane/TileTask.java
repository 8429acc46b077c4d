package sc.fiji.stfpm.spark.plane;

import java.io.IOException;

import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.broadcast.Broadcast;

import sc.fiji.stfpm.detect.LargePlane;
import sc.fiji.stfpm.spark.cluster.ExecutorDetectors;
import sc.fiji.stfpm.spark.cluster.SharedModel;
import sc.fiji.stfpm.spark.cluster.TaskProgress;

/** Looks at a group of a plane's tiles, by its number. */
record TileTask(Broadcast<SharedModel> model, PlanePieces pieces, PlaneCounts counts) implements VoidFunction<Integer> {
	@Override
	public void call(Integer group) throws IOException {
		try (ExecutorDetectors.Lease lease = ExecutorDetectors.borrow(model)) {
			LargePlane plane = pieces.open(lease.detector());
			plane.look(group, new TaskProgress());
			counts.tiles().add(plane.tilesOf(group));
		}
	}
}
