package sc.fiji.stfpm.train;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.Orientation.Rectangle;
import sc.fiji.stfpm.image.PixelMask;
import sc.fiji.stfpm.memory.LeaveOut;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.score.Patches;

/**
 * What a memory is learned from and scored on one by one: images, or patches of them. A patch is judged without all of its image; of a
 * single image without itself and those that touch it, but for its corners: it shows each once, and a memory without would not know it. Patches lie on a grid that covers each image, and begin at multiples of the
 * network's stride, so that their features are those of the whole image.
 */
final class NormalUnits implements LeaveOut, Serializable {
	/** Sides to choose from for a single image: the largest that gives enough patches. */
	private static final int[] SIDES = { 256, 192, 128, 96, 64 };
	private static final int ENOUGH = 40;
	/** Along one side of a single image, so that to each patch there is one that does not touch it. */
	private static final int FEWEST_ALONG = 4;

	/**
	 * One of them.
	 *
	 * @param image its number
	 * @param place of a patch in the image; null for the image itself
	 * @param column of a patch in the grid
	 * @param row of a patch in the grid
	 * @param corner whether a patch is at a corner of its image
	 */
	record Unit(int image, Rectangle place, int column, int row, boolean corner) implements Serializable {}

	/** Which patches of an image count, by their numbers in its grid. */
	private record Grid(int width, int height, int[] counting) implements Serializable {}

	/** Finds out which patches of images have a pixel that counts. */
	private record GridLook(Preprocessing preprocessing, int side) implements Look<ArrayList<Grid>> {
		@Override
		public ArrayList<Grid> at(List<Shown> images, Looker looker) throws IOException {
			ArrayList<Grid> grids = new ArrayList<>();
			for (Shown image : images) {
				looker.checkCancelled();
				ImagePlane plane = looker.plane(image.image(), preprocessing);
				List<Unit> grid = grid(image.image(), plane.width(), plane.height(), side);
				grids.add(new Grid(plane.width(), plane.height(), IntStream.range(0, grid.size()).filter(i -> counts(grid.get(i).place, plane
					.ignored())).toArray()));
				looker.step();
			}
			return grids;
		}

		@Override
		public ArrayList<Grid> merged(ArrayList<Grid> before, ArrayList<Grid> after) {
			before.addAll(after);
			return before;
		}
	}

	private final int count;
	/** Null where they are images. */
	private final List<Unit> units;
	private final boolean single;
	/** Null where they are images. */
	private final Patches patches;

	private NormalUnits(int count, List<Unit> units, boolean single, Patches patches) {
		this.count = count;
		this.units = units;
		this.single = single;
		this.patches = patches;
	}

	/** Each image as it is. */
	static NormalUnits images(int count) {
		return new NormalUnits(count, null, false, null);
	}

	/**
	 * Looks at images where they are to be cut.
	 *
	 * @throws IllegalArgumentException where a single image is too small for patches of that side
	 */
	static NormalUnits of(TrainingTask task) throws IOException {
		Patching patching = task.options().patches();
		int images = task.normals().size();
		boolean single = images == 1;
		if (task.preprocessing().mode() == Mode.WHOLE || !patching.isGiven() && !single) return images(images);
		// Of a single image the smallest size is its own.
		int width = task.images().minWidth(), height = task.images().minHeight();
		int side = patching.isGiven() ? patching.side() : side(width, height);
		if (single && Math.max(count(width, side), count(height, side)) < FEWEST_ALONG)
			throw new IllegalArgumentException(task.normals().get(0).name() + " is " + width + " x " + height
				+ " pixels, too few for patches of " + side + ": with a single image there must be at least " + FEWEST_ALONG
				+ " of them along one side. Take smaller ones, or a second image");
		return cut(task.looks().run(new GridLook(task.preprocessing(), side), Shown.all(images), new LookRunner.Tally("Cutting images into patches",
			0, images)), side, patching.most(), task.options().seed());
	}

	private static int side(int width, int height) {
		for (int side : SIDES)
			if (count(width, side) * count(height, side) >= ENOUGH) return side;
		return SIDES[SIDES.length - 1];
	}

	private static NormalUnits cut(List<Grid> grids, int side, int most, long seed) {
		List<Unit> all = new ArrayList<>();
		long area = 0, cells = 0;
		for (int i = 0; i < grids.size(); i++) {
			Grid found = grids.get(i);
			List<Unit> grid = Arrays.stream(found.counting).mapToObj(grid(i, found.width, found.height, side)::get).toList();
			area += (long) found.width * found.height;
			cells += grid.size();
			int share = (int) ((i + 1L) * most / grids.size() - (long) i * most / grids.size());
			all.addAll(drawn(grid, share, ImageOrder.mix(seed, i)));
		}
		return new NormalUnits(all.size(), List.copyOf(all), grids.size() == 1, new Patches((double) area / cells, (double) cells / grids.size(),
			grids.size(), all.size() < cells));
	}

	private static List<Unit> grid(int image, int width, int height, int side) {
		int[] columns = edges(width, side), rows = edges(height, side);
		List<Unit> grid = new ArrayList<>();
		for (int row = 0; row + 1 < rows.length; row++)
			for (int column = 0; column + 1 < columns.length; column++)
				grid.add(new Unit(image, new Rectangle(columns[column], rows[row], columns[column + 1] - columns[column], rows[row + 1]
					- rows[row]), column, row, (column == 0 || column + 2 == columns.length) && (row == 0 || row + 2 == rows.length)));
		return grid;
	}

	/** A patch of which no pixel counts is none. */
	private static boolean counts(Rectangle place, PixelMask ignored) {
		return ignored == PixelMask.NONE || !ignored.from(place.x(), place.y()).containsAll(place.width(), place.height());
	}

	private static List<Unit> drawn(List<Unit> grid, int most, long seed) {
		if (grid.size() <= most) return grid;
		List<Integer> order = new ArrayList<>(IntStream.range(0, grid.size()).boxed().toList());
		Collections.shuffle(order, new Random(seed));
		return order.subList(0, most).stream().sorted().map(grid::get).toList();
	}

	private static int count(int length, int side) {
		return Math.max(1, Math.round(length / (float) side));
	}

	/** Where patches begin along a side, and where the last one ends: as equal as the network's stride allows. */
	private static int[] edges(int length, int side) {
		int n = count(length, side);
		int[] edges = IntStream.rangeClosed(0, n).map(i -> Math.round((float) i * length / n / Preprocessing.STRIDE) * Preprocessing.STRIDE)
			.toArray();
		edges[n] = length;
		return edges;
	}

	int count() {
		return count;
	}

	Unit get(int unit) {
		return units == null ? new Unit(unit, null, 0, 0, false) : units.get(unit);
	}

	/** What one is called, of images that have names. */
	String name(int unit, List<ImageSource> images) {
		Unit one = get(unit);
		String name = images.get(one.image).name();
		return one.place == null ? name : name + " (" + one.place.width() + " x " + one.place.height() + " at " + one.place.x() + ", " + one.place
			.y() + ")";
	}

	/** Their numbers. */
	List<Integer> all() {
		return IntStream.range(0, count).boxed().toList();
	}

	/** What is known of the patches; null where they are images. */
	Patches patches() {
		return patches;
	}

	/** Those that are judged as if they were new, ascending. */
	List<Integer> judged() {
		return IntStream.range(0, count).filter(u -> !single || !units.get(u).corner).boxed().toList();
	}

	/** Those that are judged, in random order; patches of one image follow each other, so that it need not be read again for each. */
	List<Integer> shuffled(int images, long seed) {
		ImageOrder order = new ImageOrder(images, seed);
		List<List<Integer>> byImage = new ArrayList<>();
		for (int i = 0; i < images; i++)
			byImage.add(new ArrayList<>());
		for (int u : judged())
			byImage.get(get(u).image).add(u);
		List<Integer> shuffled = new ArrayList<>();
		for (int i = 0; i < images; i++) {
			List<Integer> own = byImage.get(order.at(i));
			Collections.shuffle(own, new Random(ImageOrder.mix(seed, i)));
			shuffled.addAll(own);
		}
		return shuffled;
	}

	@Override
	public boolean leavesOut(int judged, int other) {
		return isWithin(judged, other, 1);
	}

	/** What touches what is judged has neighbours of its own. */
	@Override
	public boolean mayStandIn(int one, int other) {
		return !isWithin(one, other, 2);
	}

	private boolean isWithin(int one, int other, int steps) {
		if (units == null) return one == other;
		Unit a = units.get(one), b = units.get(other);
		return a.image == b.image && (!single || Math.max(Math.abs(a.column - b.column), Math.abs(a.row - b.row)) <= steps);
	}
}
