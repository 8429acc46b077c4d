package sc.fiji.stfpm.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class MutatedModelsTest {
	private static final int TRIES = 200;

	@Test
	void aDamagedModelIsRefusedOrTheSame(@TempDir Path folder) throws IOException {
		for (MutatedKind kind : MutatedModels.all(folder)) {
			kind.run(TRIES, 11);
			assertEquals(0, kind.wrong() + kind.crashes(), () -> kind.name + ": " + kind.findings);
		}
	}
}
