package sc.fiji.stfpm.zarr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What values are stored as, by NumPy's names such as {@code <u2}.
 *
 * @param kind b, u, i or f
 * @param bytes of a value
 */
record DataType(char kind, int bytes, ByteOrder order) {
	private static final Pattern NAME = Pattern.compile("([<>|])([buif])((?<=b)1|(?<=[ui])[1248]|(?<=f)[248])");
	private static final Pattern LONG_NAME = Pattern.compile("(int|uint|float)((?<=int)8|16|32|64)");

	/** @throws IOException naming one that is not read */
	static DataType of(String name) throws IOException {
		Matcher matcher = NAME.matcher(name);
		if (!matcher.matches()) throw new IOException("values of the type " + name + " are not read here: write them as u1, u2 or f4");
		return new DataType(matcher.group(2).charAt(0), matcher.group(3).charAt(0) - '0', matcher.group(1).equals(">")
			? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
	}

	/**
	 * By the names of version 3, such as {@code uint16}.
	 *
	 * @throws IOException naming one that is not read
	 */
	static DataType named(String name, ByteOrder order) throws IOException {
		Matcher matcher = LONG_NAME.matcher(name);
		if (name.equals("bool")) return new DataType('b', 1, order);
		if (!matcher.matches()) throw new IOException("values of the type " + name
			+ " are not read here: write them as uint8, uint16 or float32");
		return new DataType(matcher.group(1).charAt(0), Integer.parseInt(matcher.group(2)) / 8, order);
	}

	/** A value; integers of 64 bits are rounded. */
	double value(ByteBuffer in, int index) {
		int at = index * bytes;
		return switch (kind) {
			case 'f' -> bytes == 8 ? in.getDouble(at) : bytes == 4 ? in.getFloat(at) : half(in.getShort(at));
			case 'i' -> bytes == 1 ? in.get(at) : bytes == 2 ? in.getShort(at) : bytes == 4 ? in.getInt(at) : in.getLong(at);
			default -> bytes == 1 ? in.get(at) & 0xff : bytes == 2 ? in.getShort(at) & 0xffff : bytes == 4 ? in.getInt(at) & 0xffffffffL
				: unsigned(in.getLong(at));
		};
	}

	private static double unsigned(long value) {
		return value >= 0 ? value : (double) (value >>> 1) * 2 + (value & 1);
	}

	private static double half(short bits) {
		int exponent = bits >> 10 & 0x1f, fraction = bits & 0x3ff;
		double size = exponent == 0 ? fraction * 0x1p-24 : exponent < 31 ? (1024 + fraction) * Math.pow(2, exponent - 25)
			: fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
		return bits < 0 ? -size : size;
	}
}
