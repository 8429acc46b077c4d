package sc.fiji.stfpm.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** What a flight recording of a run tells. */
final class Recording {
	/** Between two looks at a thread. */
	static final Duration PERIOD = Duration.ofMillis(10);
	/** Passed to the virtual machine that is recorded, with the name of the file behind it. */
	static final List<String> OPTIONS = List.of("-XX:FlightRecorderOptions=stackdepth=256",
		"-XX:StartFlightRecording=settings=profile,dumponexit=true,jdk.ExecutionSample#period=10ms,jdk.NativeMethodSample#period=10ms,filename=");

	final List<Sample> samples = new ArrayList<>();
	/** Bytes by the method of this project that asked for them. */
	final Map<String, Long> allocated = new TreeMap<>();
	Instant began = Instant.MAX;
	double pauses;
	/** Cores that the process kept busy, on average. */
	double cores;

	static Recording read(Path file) throws IOException {
		Recording recording = new Recording();
		List<Double> loads = new ArrayList<>();
		int processors = Runtime.getRuntime().availableProcessors();
		try (RecordingFile events = new RecordingFile(file)) {
			while (events.hasMoreEvents()) {
				RecordedEvent event = events.readEvent();
				switch (event.getEventType().getName()) {
					case "jdk.ExecutionSample" -> recording.samples.add(sample(event, false));
					case "jdk.NativeMethodSample" -> recording.samples.add(sample(event, true));
					case "jdk.ObjectAllocationSample" -> recording.allocated.merge(sample(event, false).own(), event.getLong("weight"), Long::sum);
					case "jdk.GarbageCollection" -> recording.pauses += event.getDuration("sumOfPauses").toNanos() / 1e9;
					case "jdk.CPULoad" -> loads.add(processors * (double) (event.getFloat("jvmUser") + event.getFloat("jvmSystem")));
					case "jdk.ActiveRecording" -> recording.began = earlier(recording.began, event.getInstant("recordingStart"));
					default -> {}
				}
			}
		}
		recording.cores = loads.stream().mapToDouble(load -> load).average().orElse(Double.NaN);
		return recording;
	}

	private static Instant earlier(Instant a, Instant b) {
		return a.isBefore(b) ? a : b;
	}

	private static Sample sample(RecordedEvent event, boolean inNative) {
		RecordedThread thread = event.hasField("sampledThread") ? event.getThread("sampledThread") : event.getThread();
		List<Sample.Frame> frames = event.getStackTrace() == null ? List.of() : event.getStackTrace().getFrames().stream().map(
			frame -> new Sample.Frame(frame.getMethod().getType().getName(), frame.getMethod().getName())).toList();
		return new Sample(event.getStartTime(), thread == null || thread.getJavaName() == null ? "unnamed" : thread.getJavaName(), inNative, frames);
	}
}
