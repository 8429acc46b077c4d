package sc.fiji.stfpm.spark.train;

import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.Reasons;
import sc.fiji.stfpm.dataset.IgnoreRule;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.network.EngineThreads;
import sc.fiji.stfpm.spark.cluster.Packed;
import sc.fiji.stfpm.spark.cluster.TaskProgress;
import sc.fiji.stfpm.train.Look;
import sc.fiji.stfpm.train.LookRunner.Tally;
import sc.fiji.stfpm.train.Looker;
import sc.fiji.stfpm.train.Shown;
import sc.fiji.stfpm.weights.BackboneWeights;

/**
 * Takes a look at a part of the images, on an executor. The result does not depend on where and how often that happens, so that a part which was
 * lost is looked at again. What is wrong with an image is a result, too: trying again would not mend it.
 */
final class LookTask implements Function<LookTask.Part, byte[]> {
	private static final long serialVersionUID = 1L;

	/**
	 * A part.
	 *
	 * @param files of the images, one for each
	 */
	record Part(List<Shown> images, List<NormalFile> files) implements Serializable {}

	/**
	 * What came of a part.
	 *
	 * @param problem why there is no result; null where there is one
	 * @param unreadable whether an image could not be read, rather than that it does not fit
	 */
	record Outcome(Serializable result, String problem, boolean unreadable) implements Serializable {}

	private final Broadcast<? extends Look<?>> look;
	private final Broadcast<BackboneWeights> teacher;
	private final Broadcast<SerializableConfiguration> conf;
	private final String ignored;
	private final LongAccumulator done;

	LookTask(Broadcast<? extends Look<?>> look, Broadcast<BackboneWeights> teacher, Broadcast<SerializableConfiguration> conf, String ignored,
		LongAccumulator done)
	{
		this.look = look;
		this.teacher = teacher;
		this.conf = conf;
		this.ignored = ignored;
		this.done = done;
	}

	@Override
	public byte[] call(Part part) throws IOException {
		EngineThreads.use(TaskContext.get().cpus());
		Configuration hadoop = conf.value().value();
		IgnoreRule rule = IgnoreRule.of(ignored);
		Map<Integer, NormalFile> files = new HashMap<>();
		for (int i = 0; i < part.images.size(); i++)
			files.put(part.images.get(i).image(), part.files.get(i));
		try (Looker looker = Looker.atPart(image -> files.get(image).source(hadoop, rule), teacher.value(), ComputeDevice.of("cpu"), progress())) {
			return Packed.of(new Outcome(looker.run(look.value(), part.images, new Tally("", 0, Shown.count(part.images))), null, false));
		}
		catch (IllegalArgumentException e) {
			return Packed.of(new Outcome(null, Reasons.of(e), false));
		}
		catch (IOException e) {
			// Storage that does not answer for a moment, or on one machine.
			if (TaskContext.get().attemptNumber() == 0) throw e;
			return Packed.of(new Outcome(null, Reasons.of(e), true));
		}
		catch (CancellationException e) {
			TaskContext.get().killTaskIfInterrupted();
			throw e;
		}
	}

	private Progress progress() {
		TaskProgress task = new TaskProgress();
		return new Progress() {
			@Override
			public void update(long units, long total, String message) {
				done.add(1);
			}

			@Override
			public boolean isCancelled() {
				return task.isCancelled();
			}
		};
	}
}
