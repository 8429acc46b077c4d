package sc.fiji.stfpm.zarr;

/** Values with their first bytes together, then their second ones and so on; or so with their bits. */
final class Shuffle {
	private Shuffle() {}

	/** What is left at the end of no whole value stays. */
	static void bytes(byte[] shuffled, int typeSize, byte[] out, int from) {
		int count = shuffled.length / typeSize;
		for (int part = 0; part < typeSize; part++)
			for (int i = 0; i < count; i++)
				out[from + i * typeSize + part] = shuffled[part * count + i];
		int whole = count * typeSize;
		System.arraycopy(shuffled, whole, out, from + whole, shuffled.length - whole);
	}

	static byte[] shuffled(byte[] bytes, int from, int length, int typeSize) {
		byte[] shuffled = new byte[length];
		int count = length / typeSize;
		for (int part = 0; part < typeSize; part++)
			for (int i = 0; i < count; i++)
				shuffled[part * count + i] = bytes[from + i * typeSize + part];
		int whole = count * typeSize;
		System.arraycopy(bytes, from + whole, shuffled, whole, length - whole);
		return shuffled;
	}

	/** Only where the number of values is a multiple of eight, else they stay as they are; so does what is left at the end. */
	static void bits(byte[] shuffled, int typeSize, byte[] out, int from) {
		int count = shuffled.length / typeSize;
		if (count % 8 != 0) count = 0;
		int rowBytes = count / 8;
		for (int row = 0; row < typeSize * 8; row++)
			for (int i = 0; i < count; i++) {
				int bit = shuffled[row * rowBytes + i / 8] >> i % 8 & 1;
				out[from + i * typeSize + row / 8] |= (byte) (bit << row % 8);
			}
		int whole = count * typeSize;
		System.arraycopy(shuffled, whole, out, from + whole, shuffled.length - whole);
	}
}
