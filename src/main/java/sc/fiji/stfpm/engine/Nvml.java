package sc.fiji.stfpm.engine;

import com.sun.jna.Library;
import com.sun.jna.Pointer;

/** What is used of NVML, the library that comes with NVIDIA's driver. All functions return 0 for success; arrays receive results. */
interface Nvml extends Library {
	int nvmlInit_v2();

	int nvmlShutdown();

	/** Text in English; null where the library does not know the number. */
	String nvmlErrorString(int result);

	int nvmlSystemGetDriverVersion(byte[] version, int length);

	/** 1000 times the major version of CUDA plus 10 times the minor one. */
	int nvmlSystemGetCudaDriverVersion(int[] version);

	int nvmlDeviceGetCount_v2(int[] count);

	int nvmlDeviceGetHandleByIndex_v2(int index, Pointer[] device);

	int nvmlDeviceGetName(Pointer device, byte[] name, int length);

	/** Bytes in all, free and used. */
	int nvmlDeviceGetMemoryInfo(Pointer device, long[] memory);

	int nvmlDeviceGetCudaComputeCapability(Pointer device, int[] major, int[] minor);
}
