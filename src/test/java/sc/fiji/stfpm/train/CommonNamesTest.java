package sc.fiji.stfpm.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

class CommonNamesTest {
	@Test
	void aNameIsKeptWhereAllThatHaveOneAgree() {
		CommonNames names = new CommonNames();
		assertEquals(List.of(), names.common());
		names.add(List.of("DAPI", "GFP", ""));
		names.add(List.of());
		names.add(List.of(" dapi", "Cy3", "", "TL"));
		assertEquals(List.of("DAPI", "", "", "TL"), names.common());
	}
}
