package sc.fiji.stfpm.spark.detect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;

import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;

import sc.fiji.stfpm.spark.cluster.ExecutorDetectors;
import sc.fiji.stfpm.spark.cluster.HadoopFiles;
import sc.fiji.stfpm.spark.cluster.SharedModel;
import sc.fiji.stfpm.spark.cluster.TaskProgress;

/**
 * Judges a task's images, a few at a time, as their rows are asked for. A task that is tried again may have ended its process the first
 * time, so that it is then done beside it, see {@link IsolatedDetection}.
 */
final class DetectionTask implements MapPartitionsFunction<String, Row> {
	private static final long serialVersionUID = 1L;
	/** Images whose rows are held at a time; between two groups nothing is read ahead. */
	private static final int GROUP = 128;
	/** How many of them may be elsewhere, so that there are copies of them on this machine. */
	private static final int COPIES = 32;

	private final Broadcast<SharedModel> model;
	private final Broadcast<SerializableConfiguration> conf;
	private final DetectionSettings settings;
	private final DetectionCounts counts;

	DetectionTask(Broadcast<SharedModel> model, Broadcast<SerializableConfiguration> conf, DetectionSettings settings, DetectionCounts counts) {
		this.model = model;
		this.conf = conf;
		this.settings = settings;
		this.counts = counts;
	}

	@Override
	public Iterator<Row> call(Iterator<String> lines) {
		return new Iterator<>() {
			private Input next;
			private Iterator<Row> rows = Collections.emptyIterator();

			@Override
			public boolean hasNext() {
				while (!rows.hasNext() && (next != null || lines.hasNext()))
					rows = judged(group()).iterator();
				return rows.hasNext();
			}

			@Override
			public Row next() {
				if (!hasNext()) throw new NoSuchElementException();
				return rows.next();
			}

			/** Images of different names: two file systems may have the same. */
			private List<Input> group() {
				List<Input> group = new ArrayList<>();
				Set<String> names = new HashSet<>();
				int copies = 0;
				while (group.size() < GROUP && copies < COPIES && (next != null || lines.hasNext())) {
					if (next == null) next = Input.of(lines.next());
					if (!names.add(next.image())) break;
					if (next.problem().isEmpty() && HadoopFiles.local(new Path(next.path())).isEmpty()) copies++;
					group.add(next);
					next = null;
				}
				return group;
			}
		};
	}

	private List<Row> judged(List<Input> group) {
		List<Row> rows = new ArrayList<>();
		try {
			if (settings.isolated() || TaskContext.get().attemptNumber() > 0) new IsolatedDetection(model.value(), settings, conf.value().value(),
				TaskContext.get().cpus(), new TaskProgress()).judge(group, rows::add);
			else judge(group, rows);
		}
		catch (IOException e) {
			throw new IllegalStateException(e.getMessage(), e);
		}
		catch (java.util.concurrent.CancellationException e) {
			TaskContext.get().killTaskIfInterrupted();
			throw e;
		}
		counts.add(group.size(), rows);
		return rows;
	}

	private void judge(List<Input> group, List<Row> rows) throws IOException {
		try (ExecutorDetectors.Lease lease = ExecutorDetectors.borrow(model)) {
			new ImageDetection(lease.detector(), model.value(), settings, conf.value().value(), new TaskProgress()).judge(group, rows::add);
		}
	}
}
