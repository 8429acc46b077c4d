package sc.fiji.stfpm.ij1;

/** Ends Fiji as soon as its window is there. */
final class FijiEnd {
	private FijiEnd() {}

	public static void main(String[] args) {
		Runtime.getRuntime().halt(0);
	}
}
