/* Stand-ins for what a machine with GPUs has, for tests on one without: each library is compiled with its own part of this file. */
#include <string.h>

#ifdef NVML
typedef struct { unsigned long long total, free, used; } Memory;
int nvmlInit_v2(void) { return 0; }
int nvmlShutdown(void) { return 0; }
const char *nvmlErrorString(int result) { return "stand-in"; }
int nvmlSystemGetDriverVersion(char *version, unsigned length) { strncpy(version, "570.86.10", length); return 0; }
int nvmlSystemGetCudaDriverVersion(int *version) { *version = 12080; return 0; }
int nvmlDeviceGetCount_v2(unsigned *count) { *count = 2; return 0; }
int nvmlDeviceGetHandleByIndex_v2(unsigned index, void **device) { *device = (void *) (index + 1UL); return 0; }
int nvmlDeviceGetName(void *device, char *name, unsigned length) { strncpy(name, device == (void *) 1 ? "Stand-in A" : "Stand-in B", length); return 0; }
int nvmlDeviceGetMemoryInfo(void *device, Memory *memory) {
	memory->total = 80000000000ULL * (unsigned long) device;
	memory->free = memory->total / 4;
	memory->used = memory->total - memory->free;
	return 0;
}
int nvmlDeviceGetCudaComputeCapability(void *device, int *major, int *minor) { *major = 9; *minor = (int) (long) device - 1; return 0; }
#endif

#ifdef CUDART
int cudaGetDeviceCount(int *count) { *count = 0; return 35; }
const char *cudaGetErrorString(int error) { return "CUDA driver version is insufficient for CUDA runtime version"; }
#endif

#ifdef C10_CUDA
/* The one symbol of it that the engine's own part needs when it is loaded. */
void *_ZN3c104cuda20CUDACachingAllocator9allocatorE = 0;
#endif
