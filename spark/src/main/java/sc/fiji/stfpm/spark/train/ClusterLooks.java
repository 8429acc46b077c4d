package sc.fiji.stfpm.spark.train;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import org.apache.spark.SimpleFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;

import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.spark.cluster.Packed;
import sc.fiji.stfpm.train.Look;
import sc.fiji.stfpm.train.LookRunner;
import sc.fiji.stfpm.train.Shown;
import sc.fiji.stfpm.weights.BackboneWeights;

/**
 * Has executors take looks at images, a task for each part. Results are merged on the driver in the order of the parts, as they come: of parts
 * that are done before an earlier one the driver holds the packed results.
 */
public final class ClusterLooks implements LookRunner {
	/** Of parts for each processor, so that none waits long for the last one. */
	private static final int PARTS = 4;
	/** Of a part at most: as many are looked at again where one is lost. */
	private static final int MOST_IMAGES = 1000;
	private static final long WAIT_MILLIS = 200;

	private final JavaSparkContext spark;
	private final List<NormalFile> files;
	private final Broadcast<BackboneWeights> teacher;
	private final Broadcast<SerializableConfiguration> conf;
	private final String ignored;
	private final int parts;
	private final Progress progress;

	/**
	 * @param files by the images' numbers
	 * @param ignored see {@link sc.fiji.stfpm.dataset.IgnoreRule#of}
	 * @param parts how many; 0 for what suits the cluster
	 */
	public ClusterLooks(JavaSparkContext spark, List<NormalFile> files, BackboneWeights teacher, String ignored, int parts, Progress progress) {
		this.spark = spark;
		this.files = files;
		this.teacher = spark.broadcast(teacher);
		this.ignored = ignored;
		this.parts = Math.min(files.size(), parts > 0 ? parts : Math.max(PARTS * spark.defaultParallelism(), (files.size() + MOST_IMAGES - 1)
			/ MOST_IMAGES));
		this.progress = progress;
		conf = spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
	}

	@Override
	public int parts() {
		return parts;
	}

	@Override
	public <R extends Serializable> R run(Look<R> look, List<Shown> images, Tally tally) throws IOException {
		long began = System.nanoTime();
		List<LookTask.Part> divided = Shown.parts(images, parts).stream().map(part -> new LookTask.Part(new ArrayList<>(part), new ArrayList<>(part
			.stream().map(one -> files.get(one.image())).toList()))).toList();
		Broadcast<Look<R>> sent = spark.broadcast(look);
		LongAccumulator done = spark.sc().longAccumulator(tally.what().strip());
		spark.setJobDescription(tally.what().strip());
		Results results = new Results(divided.size());
		JavaRDD<byte[]> taken = spark.parallelize(divided, divided.size()).map(new LookTask(sent, teacher, conf, ignored, done));
		SimpleFutureAction<BoxedUnit> job = spark.sc().submitJob(taken.rdd(), new TheOne(), CollectionConverters.asScala(IntStream.range(0, divided
			.size()).<Object>mapToObj(i -> i).toList()).toSeq(), (part, bytes) -> {
				results.put((Integer) part, bytes);
				return BoxedUnit.UNIT;
			}, () -> BoxedUnit.UNIT);
		try {
			R all = null;
			for (int part = 0; part < divided.size(); part++) {
				R one = result(await(results, part, job, done, tally));
				all = all == null ? one : look.merged(all, one);
			}
			report(Shown.count(images), divided.size(), (System.nanoTime() - began) / 1e9, tally);
			return all;
		}
		finally {
			job.cancel();
			sent.destroy();
		}
	}

	private byte[] await(Results results, int part, SimpleFutureAction<BoxedUnit> job, LongAccumulator done, Tally tally) throws IOException {
		for (byte[] bytes = results.take(part, WAIT_MILLIS);; bytes = results.take(part, WAIT_MILLIS)) {
			if (progress.isCancelled()) throw new CancellationException("Training was cancelled");
			// What ran twice was counted twice.
			progress.update(Math.min(tally.total(), Math.max(1, tally.before() + done.value())), tally.total(), tally.what().strip());
			if (bytes != null) return bytes;
			if (job.isCompleted() && job.value().get().isFailure()) {
				Throwable why = job.value().get().failed().get();
				throw new IOException(tally.what().strip() + ": " + why.getMessage(), why);
			}
		}
	}

	@SuppressWarnings("unchecked")
	private static <R extends Serializable> R result(byte[] packed) throws IOException {
		LookTask.Outcome outcome = (LookTask.Outcome) Packed.value(packed);
		if (outcome.problem() == null) return (R) outcome.result();
		if (outcome.unreadable()) throw new IOException(outcome.problem());
		throw new IllegalArgumentException(outcome.problem());
	}

	private void report(int units, int inParts, double seconds, Tally tally) {
		progress.note(String.format(Locale.ROOT, "%s: %d in %d parts, %.1f s, %.2f a second", tally.what().strip(), units, inParts, seconds, units
			/ seconds));
	}

	/** What a partition holds. */
	private static final class TheOne extends AbstractFunction1<Iterator<byte[]>, byte[]> implements Serializable {
		private static final long serialVersionUID = 1L;

		@Override
		public byte[] apply(Iterator<byte[]> one) {
			return one.next();
		}
	}

	/** Those that came and were not taken yet. Thread-safe. */
	private static final class Results {
		private final byte[][] packed;

		Results(int parts) {
			packed = new byte[parts][];
		}

		synchronized void put(int part, byte[] bytes) {
			packed[part] = bytes;
			notifyAll();
		}

		/** Waits a while; null where it did not come. */
		synchronized byte[] take(int part, long millis) {
			try {
				if (packed[part] == null) wait(millis);
			}
			catch (InterruptedException e) {
				Thread.currentThread().interrupt();
				throw new CancellationException("Training was interrupted");
			}
			byte[] bytes = packed[part];
			packed[part] = null;
			return bytes;
		}
	}
}
