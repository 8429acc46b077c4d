package sc.fiji.stfpm.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

class NaturalOrderTest {
	/** Runs of digits by their number, whatever its length; the rest by character; what differs in zeros alone by them. */
	private static final List<String> ASCENDING = List.of("", "2", "10", "100000000000000000000", "B1", "a", "a1", "a01b",
		"a1b", "a2", "a2b1", "a2b1c", "a10", "b");

	@Test
	void numbersAreOrderedAsPeopleCount() {
		for (int seed = 0; seed < 20; seed++) {
			List<String> names = new ArrayList<>(ASCENDING);
			Collections.shuffle(names, new Random(seed));
			names.sort(new NaturalOrder());
			assertEquals(ASCENDING, names);
		}
	}
}
