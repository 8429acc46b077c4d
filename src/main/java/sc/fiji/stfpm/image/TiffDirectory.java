package sc.fiji.stfpm.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * The tags of a page as the file stores them, for a file to be made of a part of the page.
 *
 * @param big whether the file is BigTIFF
 */
record TiffDirectory(boolean big, ByteOrder order, Map<Integer, Field> fields) {
	static final int SHORT = 3, LONG = 4;
	private static final int BIG = 43;

	/**
	 * A tag's values.
	 *
	 * @param type TIFF's number of it
	 * @param bytes in the file's order
	 */
	record Field(int type, long count, byte[] bytes) {}

	/** @param index of the page in the file's list, from 0 */
	static TiffDirectory read(FileChannel file, int index) throws IOException {
		ByteBuffer head = read(file, 0, 16, ByteOrder.BIG_ENDIAN);
		ByteOrder order = head.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
		head.order(order);
		boolean big = head.getShort(2) == BIG;
		long at = big ? head.getLong(8) : head.getInt(4) & 0xffffffffL;
		int entry = big ? 20 : 12, pointer = big ? 8 : 4, counter = big ? 8 : 2;
		for (int i = 0;; i++) {
			ByteBuffer start = read(file, at, counter, order);
			int count = big ? (int) start.getLong() : start.getShort() & 0xffff;
			ByteBuffer table = read(file, at + counter, count * entry + pointer, order);
			if (i == index) return new TiffDirectory(big, order, fields(file, table, count, big));
			at = big ? table.getLong(count * entry) : table.getInt(count * entry) & 0xffffffffL;
		}
	}

	private static Map<Integer, Field> fields(FileChannel file, ByteBuffer table, int count, boolean big) throws IOException {
		Map<Integer, Field> fields = new TreeMap<>();
		for (int i = 0; i < count; i++) {
			int at = i * (big ? 20 : 12), type = table.getShort(at + 2), inside = big ? 8 : 4;
			long values = big ? table.getLong(at + 4) : table.getInt(at + 4) & 0xffffffffL;
			long length = values * size(type);
			int value = at + (big ? 12 : 8);
			if (values < 0 || length > Integer.MAX_VALUE - 8) throw new IOException("a tag has " + values + " values");
			byte[] bytes = new byte[(int) length];
			if (length <= inside) table.get(value, bytes);
			else bytes = read(file, big ? table.getLong(value) : table.getInt(value) & 0xffffffffL, (int) length, table.order()).array();
			fields.put(table.getShort(at) & 0xffff, new Field(type, values, bytes));
		}
		return fields;
	}

	private static int size(int type) {
		return switch (type) {
			case 3, 8 -> 2;
			case 4, 9, 11, 13 -> 4;
			case 5, 10, 12, 16, 17, 18 -> 8;
			default -> 1;
		};
	}

	/** @throws EOFException where the file is shorter */
	static ByteBuffer read(FileChannel file, long at, int length, ByteOrder order) throws IOException {
		if (at < 0 || length < 0 || at + length > file.size()) throw new EOFException();
		ByteBuffer bytes = ByteBuffer.allocate(length).order(order);
		while (bytes.hasRemaining())
			if (file.read(bytes, at + bytes.position()) < 0) throw new EOFException();
		return bytes.flip();
	}

	/** Null where there is no such tag. */
	long[] numbers(int tag) {
		Field field = fields.get(tag);
		if (field == null) return null;
		ByteBuffer in = ByteBuffer.wrap(field.bytes).order(order);
		long[] numbers = new long[(int) field.count];
		for (int i = 0; i < numbers.length; i++)
			numbers[i] = switch (size(field.type)) {
				case 1 -> in.get() & 0xff;
				case 2 -> in.getShort() & 0xffff;
				case 4 -> in.getInt() & 0xffffffffL;
				default -> in.getLong();
			};
		return numbers;
	}

	long number(int tag, long otherwise) {
		long[] numbers = numbers(tag);
		return numbers == null || numbers.length == 0 ? otherwise : numbers[0];
	}

	/** Numbers that are to stand in the tag, in the file's order. */
	Field field(int type, long... values) {
		ByteBuffer bytes = ByteBuffer.allocate(values.length * size(type)).order(order);
		for (long value : values) {
			if (type == SHORT) bytes.putShort((short) value);
			else if (type == LONG) bytes.putInt((int) value);
			else bytes.putLong(value);
		}
		return new Field(type, values.length, bytes.array());
	}

	/** As the header and the only page of a file. */
	byte[] toBytes(byte[] pixels, Iterable<Integer> offsetTags) {
		int inside = big ? 8 : 4;
		int length = (big ? 16 + 8 + 8 : 8 + 2 + 4) + fields.size() * (big ? 20 : 12);
		for (Field field : fields.values())
			if (field.bytes.length > inside) length += field.bytes.length + field.bytes.length % 2;
		for (int tag : offsetTags)
			fields.computeIfPresent(tag, moved(length));
		ByteBuffer out = ByteBuffer.allocate(Math.addExact(length, pixels.length)).order(order);
		byte letter = (byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M');
		out.put(letter).put(letter).putShort((short) (big ? BIG : 42));
		if (big) out.putShort((short) 8).putShort((short) 0).putLong(16).putLong(fields.size());
		else out.putInt(8).putShort((short) fields.size());
		int outside = out.position() + fields.size() * (big ? 20 : 12) + inside;
		for (Map.Entry<Integer, Field> entry : fields.entrySet()) {
			Field field = entry.getValue();
			out.putShort((short) (int) entry.getKey()).putShort((short) field.type);
			if (big) out.putLong(field.count);
			else out.putInt((int) field.count);
			int next = out.position() + inside;
			if (field.bytes.length <= inside) out.put(field.bytes);
			else {
				if (big) out.putLong(outside);
				else out.putInt(outside);
				out.put(outside, field.bytes);
				outside += field.bytes.length + field.bytes.length % 2;
			}
			out.position(next);
		}
		return out.put(length, pixels).array();
	}

	private BiFunction<Integer, Field, Field> moved(int by) {
		return (tag, field) -> {
			long[] values = numbers(tag);
			for (int i = 0; i < values.length; i++)
				values[i] += by;
			return field(field.type, values);
		};
	}
}
