package sc.fiji.stfpm.score;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import sc.fiji.stfpm.image.PlaneGrid;
import sc.fiji.stfpm.image.PlanePart;

/**
 * The regions of a block of a map. Those that touch a side beyond which the map goes on are open: what they are part of is known when
 * the blocks are {@linkplain #joined joined}.
 */
public final class BlockRegions {
	/** Of a block's four sides. */
	enum Side {
		LEFT, ABOVE, RIGHT, BELOW
	}

	/**
	 * A region that has its final size.
	 *
	 * @param first see {@link RegionMeasure#first()}
	 */
	record Closed(Region region, long first) {
		static Closed of(RegionMeasure measure) {
			return new Closed(measure.region(0), measure.first());
		}
	}

	private static final Comparator<Closed> STRONGEST_FIRST = (a, b) -> a.region.max() == b.region.max() ? Long.compare(a.first, b.first)
		: Float.compare(b.region.max(), a.region.max());

	private final PlanePart part;
	private final List<Closed> closed;
	private final List<RegionMeasure> open;
	/** Of each side, pixel by pixel, the number of an open region, from 1, or 0; of no pixel where the map ends. */
	private final int[][] sides;

	/**
	 * @param closed those that have their final size, and count
	 * @param open those that touch an open side
	 * @param sides see {@link Side}: from left to right, and from above
	 */
	BlockRegions(PlanePart part, List<Closed> closed, List<RegionMeasure> open, int[][] sides) {
		this.part = part;
		this.closed = List.copyOf(closed);
		this.open = List.copyOf(open);
		this.sides = sides;
	}

	/**
	 * The regions of a map, from those of all of its blocks: as {@link Regions#find} finds them, in its order.
	 *
	 * @param blocks of the grid, in its order; used up
	 * @param minimumArea of a region that counts, in pixels, from 1
	 * @throws IllegalArgumentException if they are not those of the grid
	 */
	public static List<Region> joined(PlaneGrid grid, List<BlockRegions> blocks, int minimumArea) {
		if (blocks.size() != grid.count()) throw new IllegalArgumentException("Found " + blocks.size() + " blocks, expected " + grid.count());
		for (int i = 0; i < blocks.size(); i++)
			if (!blocks.get(i).part.equals(grid.part(i))) throw new IllegalArgumentException("Block " + i + " is " + blocks.get(i).part
				+ ", expected " + grid.part(i));
		List<Closed> all = new ArrayList<>();
		blocks.forEach(block -> all.addAll(block.closed));
		new RegionSeams(grid, blocks).joined().stream().filter(region -> region.area() >= minimumArea).map(Closed::of).forEach(all::add);
		all.sort(STRONGEST_FIRST);
		List<Region> ranked = new ArrayList<>(all.size());
		for (Closed one : all)
			ranked.add(one.region.withLabel(ranked.size() + 1));
		return List.copyOf(ranked);
	}

	List<RegionMeasure> open() {
		return open;
	}

	/** The numbers of the open regions along a side. */
	int[] side(Side side) {
		return sides[side.ordinal()];
	}

	/** Writes all of it. */
	public void write(DataOutput out) throws IOException {
		out.writeInt(closed.size());
		for (Closed one : closed) {
			one.region.write(out);
			out.writeLong(one.first);
		}
		out.writeInt(open.size());
		for (RegionMeasure region : open)
			region.write(out);
		for (int[] side : sides) {
			out.writeInt(side.length);
			for (int number : side)
				out.writeInt(number);
		}
	}

	/** Reads what was written of a block. */
	public static BlockRegions read(PlanePart part, DataInput in) throws IOException {
		List<Closed> closed = new ArrayList<>();
		for (int left = in.readInt(); left > 0; left--)
			closed.add(new Closed(Region.read(in), in.readLong()));
		List<RegionMeasure> open = new ArrayList<>();
		for (int left = in.readInt(); left > 0; left--)
			open.add(RegionMeasure.read(in));
		int[][] sides = new int[Side.values().length][];
		for (int s = 0; s < sides.length; s++) {
			sides[s] = new int[in.readInt()];
			for (int i = 0; i < sides[s].length; i++)
				sides[s][i] = in.readInt();
		}
		return new BlockRegions(part, closed, open, sides);
	}
}
