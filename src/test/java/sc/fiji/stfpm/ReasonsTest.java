package sc.fiji.stfpm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import ai.djl.engine.EngineException;

class ReasonsTest {
	/** As PyTorch 2.7 words it, shortened, with what follows it. */
	private static final String CUDA = "CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 7.79 GiB of which 1.21 GiB is free.\n"
		+ "Exception raised from malloc at ../c10/cuda/CUDACachingAllocator.cpp:1338 (most recent call first):\nframe #0: c10::Error";

	@Test
	void aGpuWithoutMemorySaysWhatToDo() {
		assertEquals("the GPU has not enough memory (CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 7.79 GiB of which"
			+ " 1.21 GiB is free.). Close what else uses it; train with a smaller size or batch; or use device=cpu", Reasons.of(
				new EngineException(CUDA)));
	}

	@Test
	void aMachineWithoutMemoryIsNotSentToItsCpu() {
		String reason = Reasons.of(new EngineException("[enforce fail at alloc_cpu.cpp:118] err == 0. DefaultCPUAllocator: can't allocate memory: you"
			+ " tried to allocate 68719476736 bytes. Error code 12 (Cannot allocate memory)\nframe #0: c10"));
		assertTrue(reason.startsWith("the machine has not enough memory ([enforce fail"), reason);
		assertFalse(reason.contains("device=cpu"), reason);
		assertFalse(reason.contains("frame #0"), reason);
	}

	/** The libraries for convolutions and products of matrices have words of their own, the latter one in two versions. */
	@Test
	void librariesOnTheGpuWithoutMemoryAreTheSame() {
		for (String said : List.of("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`", "cuDNN error: CUDNN_STATUS_ALLOC_FAILED",
			"cuDNN error: CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED", "CUDA error: out of memory"))
		{
			String reason = Reasons.of(new EngineException(said));
			assertTrue(reason.startsWith("the GPU has not enough memory (" + said), reason);
		}
		assertFalse(Reasons.isEngineMemory(new EngineException("cuDNN error: CUDNN_STATUS_EXECUTION_FAILED")));
	}

	@Test
	void otherExceptionsOfTheEngineKeepTheirWords() {
		assertFalse(Reasons.isEngineMemory(new EngineException("shapes differ")));
		assertFalse(Reasons.isEngineMemory(new EngineException((String) null)));
		assertEquals("shapes differ", Reasons.of(new EngineException("shapes differ")));
	}

	@Test
	void javasOwnMemoryIsAnotherMatter() {
		assertFalse(Reasons.isEngineMemory(new OutOfMemoryError("out of memory")));
	}
}
