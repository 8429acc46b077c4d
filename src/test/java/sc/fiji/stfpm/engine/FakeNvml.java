package sc.fiji.stfpm.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.sun.jna.Pointer;

/** A driver as a test wants it. */
class FakeNvml implements Nvml {
	record Card(String name, long total, long free, int major, int minor) {}

	final List<Card> cards = new ArrayList<>();
	String version = "570.86.10";
	int cuda = 12080;
	int init, answers, memory;
	boolean shut;

	FakeNvml with(Card card) {
		cards.add(card);
		return this;
	}

	@Override
	public int nvmlInit_v2() {
		return init;
	}

	@Override
	public int nvmlShutdown() {
		shut = true;
		return 0;
	}

	@Override
	public String nvmlErrorString(int result) {
		return result == 18 ? "RM has detected an NVML/RM version mismatch." : null;
	}

	@Override
	public int nvmlSystemGetDriverVersion(byte[] bytes, int length) {
		return put(version, bytes, length);
	}

	@Override
	public int nvmlSystemGetCudaDriverVersion(int[] number) {
		number[0] = cuda;
		return answers;
	}

	@Override
	public int nvmlDeviceGetCount_v2(int[] count) {
		count[0] = cards.size();
		return 0;
	}

	@Override
	public int nvmlDeviceGetHandleByIndex_v2(int index, Pointer[] device) {
		device[0] = new Pointer(index);
		return 0;
	}

	private Card card(Pointer device) {
		return cards.get((int) Pointer.nativeValue(device));
	}

	@Override
	public int nvmlDeviceGetName(Pointer device, byte[] name, int length) {
		return put(card(device).name, name, length);
	}

	@Override
	public int nvmlDeviceGetMemoryInfo(Pointer device, long[] bytes) {
		bytes[0] = card(device).total;
		bytes[1] = card(device).free;
		bytes[2] = bytes[0] - bytes[1];
		return memory;
	}

	@Override
	public int nvmlDeviceGetCudaComputeCapability(Pointer device, int[] major, int[] minor) {
		major[0] = card(device).major;
		minor[0] = card(device).minor;
		return 0;
	}

	private static int put(String text, byte[] bytes, int length) {
		byte[] written = (text + "\0").getBytes(StandardCharsets.US_ASCII);
		if (written.length > length) return 7;
		System.arraycopy(written, 0, bytes, 0, written.length);
		return 0;
	}
}
