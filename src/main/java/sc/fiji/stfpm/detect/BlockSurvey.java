package sc.fiji.stfpm.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

import sc.fiji.stfpm.image.PlanePart;
import sc.fiji.stfpm.score.BlockRegions;

/**
 * What can be said of a block of a map without the rest of it, see {@link MapSurvey}.
 *
 * @param part of the map
 * @param score the highest value, of the area opening where small regions do not count; of windows that begin in the block
 * @param scores the same of each channel that is looked at by itself
 * @param peak the highest value itself; 0 where none is above
 * @param peakX column in the map of the first pixel that has it, row by row; 0 where none is above 0
 * @param peakY its row
 * @param ignored pixels that do not count
 * @param small the part's share of the smaller copy
 * @param regions the part's regions
 */
public record BlockSurvey(PlanePart part, float score, float[] scores, float peak, int peakX, int peakY, long ignored, SmallMap small,
	BlockRegions regions)
{
	/** Writes all of it but the part. */
	public void write(DataOutput out) throws IOException {
		out.writeFloat(score);
		out.writeInt(scores.length);
		for (float one : scores)
			out.writeFloat(one);
		out.writeFloat(peak);
		out.writeInt(peakX);
		out.writeInt(peakY);
		out.writeLong(ignored);
		small.write(out);
		regions.write(out);
	}

	/** Reads what was written of a part. */
	public static BlockSurvey read(PlanePart part, DataInput in) throws IOException {
		float score = in.readFloat();
		float[] scores = new float[in.readInt()];
		for (int i = 0; i < scores.length; i++)
			scores[i] = in.readFloat();
		return new BlockSurvey(part, score, scores, in.readFloat(), in.readInt(), in.readInt(), in.readLong(), SmallMap.read(part, in),
			BlockRegions.read(part, in));
	}
}
