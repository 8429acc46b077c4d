package sc.fiji.stfpm.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import ai.djl.engine.EngineException;
import sc.fiji.stfpm.Reasons;
import sc.fiji.stfpm.ui.ImageJProgress;

/** A command for which the engine has no memory ends with a message, and not with the engine's exception. */
class EngineMemoryTest {
	private static final class Failing extends AnomalyCommand {
		private final RuntimeException failure;

		Failing(RuntimeException failure) {
			this.failure = failure;
		}

		@Override
		void work(ImageJProgress shown) {
			throw failure;
		}

		@Override
		String title() {
			return "Train Model...";
		}
	}

	@Test
	void aGpuWithoutMemoryIsSaidWithWhatToDo() {
		EngineException failure = new EngineException("CUDA out of memory. Tried to allocate 2.00 GiB.\nframe #0: c10::Error");
		CommandFailedException said = assertThrows(CommandFailedException.class, new Failing(failure)::run);
		assertEquals("Train Model...: " + Reasons.of(failure), said.getMessage());
	}

	@Test
	void anyOtherExceptionOfTheEngineIsABugAndStaysOne() {
		EngineException failure = new EngineException("shapes differ");
		assertSame(failure, assertThrows(EngineException.class, new Failing(failure)::run));
	}
}
