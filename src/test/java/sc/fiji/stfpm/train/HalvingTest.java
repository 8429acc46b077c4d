package sc.fiji.stfpm.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import ai.djl.engine.EngineException;

class HalvingTest {
	private final List<String> looks = new ArrayList<>();

	/** A device with room for so many images. */
	private List<Integer> look(int count, int room) {
		return Halving.of(count, (from, n) -> {
			looks.add(from + "+" + n);
			if (n > room) throw new EngineException("CUDA out of memory. Tried to allocate 2.00 GiB.");
			return IntStream.range(from, from + n).boxed().toList();
		});
	}

	@Test
	void whereThereIsRoomAllIsLookedAtAtOnce() {
		assertEquals(List.of(0, 1, 2, 3), look(4, 4));
		assertEquals(List.of("0+4"), looks);
	}

	@Test
	void whereThereIsNotPartsAreInTheirOrder() {
		assertEquals(List.of(0, 1, 2, 3, 4, 5, 6), look(7, 2));
		assertEquals(List.of("0+7", "0+3", "0+1", "1+2", "3+4", "3+2", "5+2"), looks);
	}

	@Test
	void oneImageWithoutRoomIsTheEnginesFailure() {
		assertThrows(EngineException.class, () -> look(4, 0));
		assertEquals(List.of("0+4", "0+2", "0+1"), looks);
	}

	@Test
	void otherFailuresAreNotTriedAgain() {
		EngineException other = new EngineException("shapes differ");
		assertSame(other, assertThrows(EngineException.class, () -> Halving.of(4, (from, n) -> {
			looks.add("look");
			throw other;
		})));
		assertEquals(1, looks.size());
	}
}
