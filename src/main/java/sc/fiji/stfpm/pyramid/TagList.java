package sc.fiji.stfpm.pyramid;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** The tags of a page of a TIFF or BigTIFF, little-endian, with their values behind them. */
final class TagList {
	private static final int ASCII = 2, SHORT = 3, LONG = 4, RATIONAL = 5;
	private static final long MOST = 0xffff_ffffL;

	private final boolean big;
	private final Map<Integer, Field> fields = new TreeMap<>();

	private record Field(int type, long count, byte[] values) {}

	TagList(boolean big) {
		this.big = big;
	}

	void numbers(int tag, int type, long... values) {
		int each = type == SHORT ? 2 : type == LONG ? 4 : 8;
		ByteBuffer bytes = ByteBuffer.allocate(values.length * each).order(ByteOrder.LITTLE_ENDIAN);
		for (long value : values) {
			if (type == SHORT) bytes.putShort((short) value);
			else if (type == LONG) bytes.putInt((int) value);
			else bytes.putLong(value);
		}
		fields.put(tag, new Field(type, values.length, bytes.array()));
	}

	void text(int tag, byte[] ascii) {
		byte[] ended = Arrays.copyOf(ascii, ascii.length + 1);
		fields.put(tag, new Field(ASCII, ended.length, ended));
	}

	/** As near as two 32-bit numbers come. */
	void rational(int tag, double value) {
		long denominator = Math.max(1, (long) Math.min(MOST / 2, MOST / 2 / value));
		long numerator = Math.min(MOST, Math.round(value * denominator));
		ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
		bytes.putInt((int) numerator).putInt((int) denominator);
		fields.put(tag, new Field(RATIONAL, 1, bytes.array()));
	}

	/** In bytes, with the values. */
	long length() {
		return tableLength() + fields.values().stream().mapToLong(this::outside).sum();
	}

	private long tableLength() {
		return big ? 8 + 20L * fields.size() + 8 : 2 + 12L * fields.size() + 4;
	}

	/** How much of a value does not fit into the table; even, as places are to be. */
	private long outside(Field field) {
		int length = field.values.length;
		return length <= (big ? 8 : 4) ? 0 : length + length % 2;
	}

	/** Writes it where the buffer is; there is no list after it. */
	void write(ByteBuffer out) {
		long place = out.position() + tableLength();
		if (big) out.putLong(fields.size());
		else out.putShort((short) fields.size());
		for (Map.Entry<Integer, Field> entry : fields.entrySet()) {
			Field field = entry.getValue();
			out.putShort((short) (int) entry.getKey()).putShort((short) field.type);
			if (big) out.putLong(field.count);
			else out.putInt((int) field.count);
			int next = out.position() + (big ? 8 : 4);
			if (outside(field) == 0) out.put(field.values);
			else if (big) out.putLong(place);
			else out.putInt((int) place);
			out.position(next);
			place += outside(field);
		}
		if (big) out.putLong(0);
		else out.putInt(0);
		for (Field field : fields.values())
			if (outside(field) > 0) {
				int next = out.position() + (int) outside(field);
				out.put(field.values).position(next);
			}
	}
}
