package sc.fiji.stfpm.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SafetensorsLaws {
	@Property(tries = 150)
	void whatIsWrittenIsRead(@ForAll("tensors") Map<String, Tensor> tensors, @ForAll("texts") Map<String, String> metadata)
		throws IOException
	{
		Path file = Files.createTempFile("laws", ".safetensors");
		try {
			Safetensors.write(file, tensors, metadata);
			try (Safetensors read = Safetensors.open(file)) {
				assertEquals(new ArrayList<>(tensors.keySet()), new ArrayList<>(read.names()));
				assertEquals(metadata, read.metadata());
				for (String name : tensors.keySet()) {
					assertEquals(tensors.get(name).dtype(), read.dtype(name));
					assertArrayEquals(tensors.get(name).shape(), read.shape(name));
					assertEquals(tensors.get(name).bytes(), read.tensor(name).bytes());
				}
			}
		}
		finally {
			Files.delete(file);
		}
	}

	@Provide
	Arbitrary<Map<String, Tensor>> tensors() {
		Arbitrary<Tensor> tensor = Combinators.combine(Arbitraries.of(DType.class), Arbitraries.longs().between(0, 4).list()
			.ofMaxSize(4), Arbitraries.longs()).as(SafetensorsLaws::tensor);
		return Arbitraries.maps(text().filter(name -> !name.equals(SafetensorsHeader.METADATA)), tensor).ofMaxSize(5);
	}

	@Provide
	Arbitrary<Map<String, String>> texts() {
		return Arbitraries.maps(text(), text()).ofMaxSize(4);
	}

	/** Half a surrogate pair is no text. */
	private static Arbitrary<String> text() {
		return Arbitraries.strings().ofMaxLength(12).filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
	}

	private static Tensor tensor(DType dtype, List<Long> shape, long seed) {
		long[] sides = shape.stream().mapToLong(side -> side).toArray();
		byte[] bytes = new byte[(int) Arrays.stream(sides).reduce(dtype.bytes(), (a, b) -> a * b)];
		new Random(seed).nextBytes(bytes);
		return Tensor.ofBytes(dtype, bytes, sides);
	}
}
