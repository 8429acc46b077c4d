package sc.fiji.stfpm.pretrain;

import java.util.random.RandomGenerator;

/** Kinds of formulas for patterns; the numbers in a formula are drawn. */
enum PatternFamily {
	/** Sum of octaves of smooth noise, maybe stretched, maybe folded into ridges. */
	CLOUDS {
		@Override
		Pattern draw(RandomGenerator random) {
			long seed = random.nextLong();
			int octaves = 1 + random.nextInt(5);
			double persistence = random.nextDouble(0.35, 0.9), stretch = Math.exp(1.2 * Math.abs(random.nextGaussian()));
			boolean ridged = random.nextInt(3) == 0;
			return (x, y) -> {
				double sum = 0, weights = 0, weight = 1, frequency = 0.5;
				for (int o = 0; o < octaves; o++, weight *= persistence, frequency *= 2) {
					double v = ValueNoise.at(x * frequency / stretch, y * frequency, seed + o);
					sum += weight * (ridged ? 1 - Math.abs(2 * v - 1) : v);
					weights += weight;
				}
				return clamp(0.5 + 1.6 * (sum / weights - 0.5));
			};
		}
	},
	/** One to three plane waves, from sinusoidal to square. */
	WAVES {
		@Override
		Pattern draw(RandomGenerator random) {
			int count = 1 + random.nextInt(3);
			double[] kx = new double[count], ky = new double[count];
			for (int i = 0; i < count; i++) {
				double angle = Math.PI * random.nextDouble(), frequency = i == 0 ? 1 : random.nextDouble(0.5, 2);
				kx[i] = 2 * Math.PI * frequency * Math.cos(angle);
				ky[i] = 2 * Math.PI * frequency * Math.sin(angle);
			}
			double sharpness = Math.exp(random.nextDouble(-1, 3)), offset = random.nextDouble(-0.6, 0.6);
			return (x, y) -> {
				double sum = 0;
				for (int i = 0; i < kx.length; i++)
					sum += Math.sin(kx[i] * x + ky[i] * y);
				return sigmoid(sharpness * (sum / kx.length + offset));
			};
		}
	},
	/** Waves bent by noise: wood, marble, fingerprints. */
	GRAIN {
		@Override
		Pattern draw(RandomGenerator random) {
			long seed = random.nextLong();
			double bend = random.nextDouble(1, 8), coarse = random.nextDouble(0.08, 0.5), sharpness = Math.exp(random.nextDouble(
				-1, 2));
			return (x, y) -> sigmoid(sharpness * Math.sin(2 * Math.PI * x + bend * ValueNoise.at(x * coarse, y * coarse, seed)));
		}
	},
	/** Threads that pass over and under each other. */
	WEAVE {
		@Override
		Pattern draw(RandomGenerator random) {
			int shift = 1 + random.nextInt(3), period = shift + 1 + random.nextInt(2);
			double width = random.nextDouble(0.3, 0.5), ratio = random.nextDouble(0.6, 1.6), tone = random.nextDouble(0.4, 1);
			return (x, y) -> {
				double v = y * ratio;
				long column = Math.round(x), row = Math.round(v);
				double warp = thread(x - column, width), weft = tone * thread(v - row, width);
				boolean over = Math.floorMod(column + row * shift, period) == 0;
				return over && warp > 0 || weft <= 0 ? warp : weft;
			};
		}
	},
	/** Cells around scattered points: their distance, their borders, or a tone a cell. */
	CELLS {
		@Override
		Pattern draw(RandomGenerator random) {
			long seed = random.nextLong();
			int kind = random.nextInt(3);
			double jitter = random.nextDouble(0.3, 1), edge = random.nextDouble(2, 12);
			return (x, y) -> cell(x, y, seed, jitter, kind, edge);
		}
	},
	/** Round spots on a lattice, more or less displaced, some of them missing. */
	SPOTS {
		@Override
		Pattern draw(RandomGenerator random) {
			long seed = random.nextLong();
			double jitter = random.nextBoolean() ? 0 : random.nextDouble(0.5), present = random.nextDouble(0.3, 1);
			double radius = random.nextDouble(0.15, 0.45), edge = random.nextDouble(3, 20);
			return (x, y) -> {
				long i = Math.round(x), j = Math.round(y);
				long own = ValueNoise.scrambled(ValueNoise.scrambled(seed + i) + j);
				if (unit(own) > present) return 0;
				double dx = x - i - jitter * (unit(own + 1) - 0.5), dy = y - j - jitter * (unit(own + 2) - 0.5);
				return sigmoid(edge * (radius - Math.hypot(dx, dy)) * 4);
			};
		}
	},
	/** Escape times of z^p + c: Julia sets, the plane's relatives of the Mandelbulb. */
	FRACTAL {
		@Override
		Pattern draw(RandomGenerator random) {
			int power = 2 + random.nextInt(4);
			double angle = 2 * Math.PI * random.nextDouble(), modulus = random.nextDouble(0.55, 0.85);
			double cx = modulus * Math.cos(angle), cy = modulus * Math.sin(angle), bands = random.nextDouble(0.5, 3);
			return (x, y) -> julia(x / 4, y / 4, power, cx, cy, bands);
		}
	};

	private static final int MAX_ITERATIONS = 24;
	private static final double ESCAPE = 16;

	/** A formula of this family. */
	abstract Pattern draw(RandomGenerator random);

	private static double julia(double x, double y, int power, double cx, double cy, double bands) {
		// The plane is tiled by mirrors, so that a fractal is everywhere.
		double zx = 1.4 * mirrored(x), zy = 1.4 * mirrored(y);
		for (int i = 0; i < MAX_ITERATIONS; i++) {
			double rx = zx, ry = zy;
			for (int p = 1; p < power; p++) {
				double t = rx * zx - ry * zy;
				ry = rx * zy + ry * zx;
				rx = t;
			}
			zx = rx + cx;
			zy = ry + cy;
			double square = zx * zx + zy * zy;
			if (square > ESCAPE) {
				double smooth = i + 1 - Math.log(Math.log(square) / Math.log(ESCAPE)) / Math.log(power);
				return 0.5 - 0.5 * Math.cos(bands * smooth);
			}
		}
		return 1;
	}

	/** A zigzag between -1 and 1. */
	private static double mirrored(double t) {
		double folded = t / 4 - Math.floor(t / 4);
		return Math.abs(4 * folded - 2) - 1;
	}

	private static double cell(double x, double y, long seed, double jitter, int kind, double edge) {
		long i0 = Math.round(x), j0 = Math.round(y), nearest = 0;
		double first = 9, second = 9;
		for (long j = j0 - 1; j <= j0 + 1; j++)
			for (long i = i0 - 1; i <= i0 + 1; i++) {
				long own = ValueNoise.scrambled(ValueNoise.scrambled(seed + i) + j);
				double dx = x - i - jitter * (unit(own + 1) - 0.5), dy = y - j - jitter * (unit(own + 2) - 0.5);
				double distance = dx * dx + dy * dy;
				if (distance < first) {
					second = first;
					first = distance;
					nearest = own;
				}
				else if (distance < second) second = distance;
			}
		return switch (kind) {
			case 0 -> clamp(1.2 * Math.sqrt(first));
			case 1 -> clamp(edge * (Math.sqrt(second) - Math.sqrt(first)));
			default -> unit(nearest + 3);
		};
	}

	private static double thread(double offset, double width) {
		double t = offset / width;
		return Math.abs(t) >= 1 ? 0 : Math.sqrt(1 - t * t);
	}

	private static double unit(long seed) {
		return (ValueNoise.scrambled(seed) >>> 11) * 0x1p-53;
	}

	private static double sigmoid(double t) {
		return 1 / (1 + Math.exp(-t));
	}

	private static double clamp(double t) {
		return Math.max(0, Math.min(1, t));
	}
}
