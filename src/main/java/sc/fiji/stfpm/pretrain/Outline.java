package sc.fiji.stfpm.pretrain;

import java.util.random.RandomGenerator;

/** The form of a leaf in its own coordinates, in which it reaches about as far as the unit circle. */
@FunctionalInterface
interface Outline {
	/** How deep inside a point lies, about the distance to the border; negative outside. */
	double depth(double u, double v);

	/** No form reaches farther than this. */
	double REACH = 1.5;

	static Outline draw(RandomGenerator random) {
		double aspect = Math.pow(random.nextDouble(0.05, 1), 1.5);
		return switch (random.nextInt(5)) {
			case 0 -> (u, v) -> aspect * (1 - Math.sqrt(u * u + v * v / (aspect * aspect)));
			case 1 -> (u, v) -> Math.min(1 - Math.abs(u), aspect - Math.abs(v));
			case 2 -> {
				double width = 0.5 * aspect;
				yield (u, v) -> width / 2 - Math.abs(Math.hypot(u, v) - (1 - width / 2));
			}
			case 3 -> polygon(3 + random.nextInt(5));
			default -> blob(random);
		};
	}

	private static Outline polygon(int corners) {
		double sector = 2 * Math.PI / corners, inner = Math.cos(sector / 2);
		return (u, v) -> {
			double angle = Math.atan2(v, u), offset = angle - sector * Math.round(angle / sector);
			return inner - Math.hypot(u, v) * Math.cos(offset);
		};
	}

	private static Outline blob(RandomGenerator random) {
		int lobes = 2 + random.nextInt(7);
		double first = 0.3 * random.nextDouble(), second = 0.2 * random.nextDouble(), turn = 2 * Math.PI * random.nextDouble();
		return (u, v) -> {
			double angle = Math.atan2(v, u);
			return 0.85 * (1 + first * Math.cos(lobes * angle) + second * Math.cos((lobes + 1) * angle + turn)) - Math.hypot(u, v);
		};
	}
}
