package sc.fiji.stfpm.evaluate;

/**
 * Score maps made by a formula, those to which the golden metrics belong: five 16 x 16 images, the first three with two
 * rectangles each, {@code 0.6 random + 0.35 inside} from a 32-bit linear congruential generator.
 */
final class LcgScores {
	static final int SIZE = 16;
	final double[][] maps = new double[5][SIZE * SIZE];
	final boolean[][] masks = new boolean[5][SIZE * SIZE];

	LcgScores(int seed, boolean floorToTwentieths) {
		int state = seed;
		for (int image = 0; image < 5; image++)
			for (int p = 0; p < SIZE * SIZE; p++) {
				state = 1664525 * state + 1013904223;
				boolean inside = image < 3 && inside(image, p / SIZE, p % SIZE);
				double score = 0.6 * ((state >>> 8) / (double) (1 << 24)) + (inside ? 0.35 : 0);
				maps[image][p] = floorToTwentieths ? Math.floor(score * 20) / 20 : score;
				masks[image][p] = inside;
			}
	}

	private static boolean inside(int image, int row, int column) {
		return row >= 2 && row <= 5 && column >= 3 && column <= 3 + 2 * image + 1
			|| row >= 10 && row <= 11 && column >= 9 && column <= 13;
	}

	Evaluator evaluator() {
		Evaluator evaluator = new Evaluator();
		for (int image = 0; image < 5; image++) {
			float[] map = new float[SIZE * SIZE];
			float highest = 0;
			for (int p = 0; p < map.length; p++) {
				map[p] = (float) maps[image][p];
				highest = Math.max(highest, map[p]);
			}
			boolean anomalous = image < 3;
			evaluator.add("image " + image, anomalous ? "rectangle" : "good", anomalous, highest, map,
				anomalous ? masks[image] : null, SIZE, SIZE);
		}
		return evaluator;
	}
}
