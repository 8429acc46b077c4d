package sc.fiji.stfpm.score;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A connected region of an anomaly map, measured in pixels.
 *
 * @param label 1 for the region with the highest maximum, then upwards; its value in {@link Regions#labels}
 * @param area number of pixels
 * @param centroidX mean column of the pixel centres; the centre of the top-left pixel is (0.5, 0.5), as in ImageJ
 * @param centroidY mean row of the pixel centres
 * @param x left edge of the bounding box
 * @param y upper edge of the bounding box
 * @param width columns of the bounding box
 * @param height rows of the bounding box
 * @param mean mean score of the region's pixels
 * @param max highest score of the region's pixels
 * @param channel of the image, from 1, that is highest where the region is; 0 where the model sees the channels together
 */
public record Region(int label, long area, double centroidX, double centroidY, int x, int y, int width, int height,
	float mean, float max, int channel) {

	/** Where the model sees the channels together. */
	public Region(int label, long area, double centroidX, double centroidY, int x, int y, int width, int height, float mean, float max) {
		this(label, area, centroidX, centroidY, x, y, width, height, mean, max, 0);
	}

	Region withLabel(int newLabel) {
		return new Region(newLabel, area, centroidX, centroidY, x, y, width, height, mean, max, channel);
	}

	void write(DataOutput out) throws IOException {
		out.writeInt(label);
		out.writeLong(area);
		out.writeDouble(centroidX);
		out.writeDouble(centroidY);
		out.writeInt(x);
		out.writeInt(y);
		out.writeInt(width);
		out.writeInt(height);
		out.writeFloat(mean);
		out.writeFloat(max);
		out.writeInt(channel);
	}

	static Region read(DataInput in) throws IOException {
		return new Region(in.readInt(), in.readLong(), in.readDouble(), in.readDouble(), in.readInt(), in.readInt(), in.readInt(), in
			.readInt(), in.readFloat(), in.readFloat(), in.readInt());
	}
}
