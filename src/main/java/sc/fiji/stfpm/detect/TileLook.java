package sc.fiji.stfpm.detect;

import java.io.IOException;
import java.util.concurrent.CancellationException;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.memory.CellMeans;

/** Looks at tiles one after the other, and keeps what the network makes of them in a file. */
final class TileLook {
	private TileLook() {}

	/**
	 * Looks at the tiles that are not in the file yet.
	 *
	 * @param progress hears of each tile, by its number among those of the plane
	 * @throws CancellationException if cancelled; what is done stays in the file
	 */
	static void into(TileFile file, Progress progress) throws IOException {
		TileOrder order = file.order();
		while (file.done() < file.end()) {
			int scale = order.scale(file.done()), within = order.within(file.done());
			PlaneTiles tiles = order.scales().get(scale);
			int end = Math.min(tiles.count(), file.end() - order.first(scale));
			InputsAhead inputs = tiles.inputs(within, end);
			for (int tile = within; tile < end; tile++) {
				if (progress.isCancelled()) throw new CancellationException("Detection was cancelled after " + file.done() + " of " + order.count()
					+ " tiles");
				CellMeans means = tiles.means();
				file.add(tiles.look(tile, inputs.next(), means, progress), means);
				progress.update(file.done(), order.count(), "Tile " + file.done() + " of " + order.count());
			}
		}
	}
}
