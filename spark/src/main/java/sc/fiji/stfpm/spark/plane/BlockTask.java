package sc.fiji.stfpm.spark.plane;

import java.io.IOException;

import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.broadcast.Broadcast;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.detect.LargePlane;
import sc.fiji.stfpm.image.PlaneGrid;
import sc.fiji.stfpm.image.PlanePart;
import sc.fiji.stfpm.pyramid.OmeZarrBlocks;
import sc.fiji.stfpm.pyramid.ValueRange;
import sc.fiji.stfpm.spark.cluster.ExecutorDetectors;
import sc.fiji.stfpm.spark.cluster.SharedModel;
import sc.fiji.stfpm.spark.cluster.TaskProgress;

/** Makes a block of a plane's map, by its number, writes it where a map is wanted, and surveys it. */
record BlockTask(Broadcast<SharedModel> model, PlanePieces pieces, int width, int height, PlaneCounts counts) implements VoidFunction<Integer> {
	@Override
	public void call(Integer block) throws IOException {
		// By another try of this task.
		if (pieces.hasBlock(block)) return;
		OmeZarrBlocks zarr = pieces.zarr(width, height);
		PlaneGrid grid = zarr.grid();
		Progress progress = new TaskProgress();
		try (ExecutorDetectors.Lease lease = ExecutorDetectors.borrow(model)) {
			LargePlane plane = pieces.open(lease.detector());
			ValueRange range = pieces.map() == null ? new ValueRange() : zarr.write(plane.map(), block, progress);
			pieces.write(block, new PlanePieces.BlockResult(plane.survey(grid, block, progress), range));
		}
		PlanePart part = grid.part(block);
		counts.blocks().add(1);
		counts.megapixels().add(part.width() * (double) part.height() / 1e6);
	}
}
