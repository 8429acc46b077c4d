package sc.fiji.stfpm.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

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
final class NormalUnits implements LeaveOut {
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
	record Unit(int image, String name, Rectangle place, int column, int row, boolean corner) {}

	private record Size(int width, int height) {}

	private final List<Unit> units;
	private final boolean single;
	/** Null where they are images. */
	private final Patches patches;

	private NormalUnits(List<Unit> units, boolean single, Patches patches) {
		this.units = units;
		this.single = single;
		this.patches = patches;
	}

	/** @throws IllegalArgumentException where a single image is too small for patches of that side */
	static NormalUnits of(TrainingTask task, TrainingImages images) throws IOException {
		Patching patching = task.options().patches();
		boolean single = images.count() == 1;
		if (task.preprocessing().mode() == Mode.WHOLE || !patching.isGiven() && !single) return new NormalUnits(IntStream.range(0, images
			.count()).mapToObj(i -> new Unit(i, task.normals().get(i).name(), null, 0, 0, false)).toList(), false, null);
		List<Size> sizes = new ArrayList<>();
		for (int i = 0; i < images.count(); i++) {
			ImagePlane plane = images.plane(i);
			sizes.add(new Size(plane.width(), plane.height()));
		}
		int side = patching.isGiven() ? patching.side() : side(sizes.get(0));
		if (single && Math.max(count(sizes.get(0).width, side), count(sizes.get(0).height, side)) < FEWEST_ALONG)
			throw new IllegalArgumentException(task.normals().get(0).name() + " is " + sizes.get(0).width + " x " + sizes.get(0).height
				+ " pixels, too few for patches of " + side + ": with a single image there must be at least " + FEWEST_ALONG
				+ " of them along one side. Take smaller ones, or a second image");
		return cut(task, images, sizes, side, patching.most());
	}

	private static int side(Size size) {
		for (int side : SIDES)
			if (count(size.width, side) * count(size.height, side) >= ENOUGH) return side;
		return SIDES[SIDES.length - 1];
	}

	private static NormalUnits cut(TrainingTask task, TrainingImages images, List<Size> sizes, int side, int most) throws IOException {
		List<Unit> all = new ArrayList<>();
		long area = 0, cells = 0;
		for (int i = 0; i < sizes.size(); i++) {
			List<Unit> grid = counting(grid(i, task.normals().get(i).name(), sizes.get(i), side), images.plane(i).ignored());
			area += (long) sizes.get(i).width * sizes.get(i).height;
			cells += grid.size();
			int share = (int) ((i + 1L) * most / sizes.size() - (long) i * most / sizes.size());
			all.addAll(drawn(grid, share, ImageOrder.mix(task.options().seed(), i)));
		}
		return new NormalUnits(List.copyOf(all), sizes.size() == 1, new Patches((double) area / cells, (double) cells / sizes.size(), sizes
			.size(), all.size() < cells));
	}

	private static List<Unit> grid(int image, String name, Size size, int side) {
		int[] columns = edges(size.width, side), rows = edges(size.height, side);
		List<Unit> grid = new ArrayList<>();
		for (int row = 0; row + 1 < rows.length; row++)
			for (int column = 0; column + 1 < columns.length; column++) {
				Rectangle place = new Rectangle(columns[column], rows[row], columns[column + 1] - columns[column], rows[row + 1] - rows[row]);
				grid.add(new Unit(image, name + " (" + place.width() + " x " + place.height() + " at " + place.x() + ", " + place.y() + ")", place,
					column, row, (column == 0 || column + 2 == columns.length) && (row == 0 || row + 2 == rows.length)));
			}
		return grid;
	}

	/** Patches of which no pixel counts are none. */
	private static List<Unit> counting(List<Unit> grid, PixelMask ignored) {
		if (ignored == PixelMask.NONE) return grid;
		return grid.stream().filter(unit -> !ignored.from(unit.place.x(), unit.place.y()).containsAll(unit.place.width(), unit.place.height())).toList();
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
		return units.size();
	}

	Unit get(int unit) {
		return units.get(unit);
	}

	List<Unit> all() {
		return units;
	}

	/** What is known of the patches; null where they are images. */
	Patches patches() {
		return patches;
	}

	/** Those that are judged as if they were new, ascending. */
	List<Integer> judged() {
		return IntStream.range(0, units.size()).filter(u -> !single || !units.get(u).corner).boxed().toList();
	}

	/** Those that are judged, in random order; patches of one image follow each other, so that it need not be read again for each. */
	List<Integer> shuffled(int images, long seed) {
		ImageOrder order = new ImageOrder(images, seed);
		List<List<Integer>> byImage = new ArrayList<>();
		for (int i = 0; i < images; i++)
			byImage.add(new ArrayList<>());
		for (int u : judged())
			byImage.get(units.get(u).image).add(u);
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
		Unit a = units.get(one), b = units.get(other);
		return a.image == b.image && (!single || Math.max(Math.abs(a.column - b.column), Math.abs(a.row - b.row)) <= steps);
	}
}
