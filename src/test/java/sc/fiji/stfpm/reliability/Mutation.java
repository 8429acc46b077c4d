package sc.fiji.stfpm.reliability;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** One way to damage a file. Those of the header keep the rest of a safetensors file valid. */
enum Mutation {
	BIT_IN_HEADER((f, r) -> f.flip(r.nextInt(f.dataStart()), r)),
	BIT_IN_PAYLOAD((f, r) -> f.flip(f.dataStart() + r.nextInt(f.bytes.length - f.dataStart()), r)),
	CHARACTER((f, r) -> f.header(t -> {
		int at = r.nextInt(t.length());
		return t.substring(0, at) + (char) (' ' + r.nextInt(95)) + t.substring(at + 1);
	})),
	DIGIT((f, r) -> f.replace("\\d", r, digit -> "" + r.nextInt(10))),
	KEY_DELETED((f, r) -> f.replace("\\\\?\"\\w+\\\\?\":(-?[\\d.E+-]+|true|false|\\\\?\"[^\"\\\\]*\\\\?\"),", r, entry -> "")),
	KEY_DUPLICATED((f, r) -> f.replace("\\\\?\"\\w+\\\\?\":-?[\\d.E+-]+,", r, entry -> entry + entry.replaceAll("\\d(?=,)", ""
		+ r.nextInt(10)))),
	VALUES_SWAPPED((f, r) -> f.swap("(?<=:)-?\\d+(\\.\\d+)?(?=,)", r)),
	VERSION_LOWERED((f, r) -> f.replace("(?<=version\\\\\":)\\d", r, version -> "1")),
	CHECKSUM_REMOVED((f, r) -> f.replace(",?\"stfpm\\.sha256\":\"[0-9a-f]*\"", r, entry -> "")),
	VERSION_LOWERED_AND_CHECKSUM_REMOVED((f, r) -> f.header(t -> t.replaceFirst("version\\\\\":\\d", "version\\\\\":1")
		.replaceFirst(",?\"stfpm\\.sha256\":\"[0-9a-f]*\"", ""))),
	DTYPE((f, r) -> f.replace("(?<=\"dtype\":\")\\w+", r, type -> List.of("F64", "F32", "F16", "BF16", "I64", "I32", "I16")
		.get(r.nextInt(7)))),
	SHAPE((f, r) -> f.replace("(?<=\"shape\":\\[)[\\d,]+", r, shape -> {
		List<String> extents = new ArrayList<>(List.of(shape.split(",")));
		Collections.shuffle(extents, r);
		return r.nextBoolean() ? String.join(",", extents) : "1," + shape;
	})),
	OFFSETS((f, r) -> f.swap("(?<=offsets\":\\[)\\d+,\\d+", r)),
	TRUNCATED((f, r) -> Arrays.copyOf(f.bytes, r.nextInt(f.bytes.length))),
	APPENDED((f, r) -> {
		byte[] longer = Arrays.copyOf(f.bytes, f.bytes.length + 1 + r.nextInt(64));
		for (int i = f.bytes.length; i < longer.length; i++)
			longer[i] = (byte) r.nextInt();
		return longer;
	}),
	BLOCKS_SWAPPED((f, r) -> {
		int size = Math.max(1, Math.min(4096, f.bytes.length / 8)), blocks = f.bytes.length / size;
		int a = r.nextInt(blocks) * size, b = r.nextInt(blocks) * size;
		byte[] swapped = f.bytes.clone();
		System.arraycopy(f.bytes, a, swapped, b, size);
		System.arraycopy(f.bytes, b, swapped, a, size);
		return swapped;
	});

	private final BiFunction<Original, Random, byte[]> change;

	Mutation(BiFunction<Original, Random, byte[]> change) {
		this.change = change;
	}

	/** Whether it needs a safetensors header. */
	boolean ofHeader() {
		return ordinal() >= CHARACTER.ordinal() && ordinal() <= OFFSETS.ordinal();
	}

	/** Null where this file has nothing that could be changed so, or chance changed nothing. */
	byte[] of(byte[] original, Random random) {
		byte[] mutated = change.apply(new Original(original), random);
		return Arrays.equals(mutated, original) ? null : mutated;
	}

	private record Original(byte[] bytes) {
		/** Where the tensors begin; files of other kinds are halved. */
		int dataStart() {
			long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
			return length > 0 && length < bytes.length - 8 ? 8 + (int) length : bytes.length / 2;
		}

		byte[] flip(int at, Random random) {
			byte[] flipped = bytes.clone();
			flipped[at] ^= 1 << random.nextInt(8);
			return flipped;
		}

		byte[] replace(String pattern, Random random, UnaryOperator<String> by) {
			return header(text -> {
				List<MatchResult> found = Pattern.compile(pattern).matcher(text).results().toList();
				if (found.isEmpty()) return text;
				MatchResult one = found.get(random.nextInt(found.size()));
				return text.substring(0, one.start()) + by.apply(one.group()) + text.substring(one.end());
			});
		}

		/** Two of what a pattern finds in the header change places. */
		byte[] swap(String pattern, Random random) {
			return header(text -> {
				List<MatchResult> found = Pattern.compile(pattern).matcher(text).results().toList();
				if (found.size() < 2) return text;
				int i = random.nextInt(found.size() - 1);
				MatchResult a = found.get(i), b = found.get(i + 1 + random.nextInt(found.size() - 1 - i));
				return text.substring(0, a.start()) + b.group() + text.substring(a.end(), b.start()) + a.group() + text.substring(b.end());
			});
		}

		byte[] header(UnaryOperator<String> change) {
			int start = dataStart();
			byte[] text = change.apply(new String(bytes, 8, start - 8, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
			return ByteBuffer.allocate(8 + text.length + bytes.length - start).order(ByteOrder.LITTLE_ENDIAN).putLong(text.length)
				.put(text).put(bytes, start, bytes.length - start).array();
		}
	}
}
