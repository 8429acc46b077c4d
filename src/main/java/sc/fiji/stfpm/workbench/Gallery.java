package sc.fiji.stfpm.workbench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import javax.swing.AbstractListModel;

import sc.fiji.stfpm.score.Calibration;

/** The images that are judged: those that a filter lets through, in an order. For the event thread. */
final class Gallery extends AbstractListModel<Entry> {
	private static final long serialVersionUID = 1L;

	/** Which images are shown. */
	enum Filter {
		ALL("All"), ANOMALOUS("Anomalous"), NORMAL("Normal"), NOT_COMPARABLE("Not comparable"), LABELLED("Labelled"), WRONG(
			"Verdict against label"), FAILED("Not judged");

		private final String text;

		Filter(String text) {
			this.text = text;
		}

		private boolean lets(Entry entry, Calibration calibration) {
			Status status = entry.status(calibration);
			return switch (this) {
				case ALL -> true;
				case ANOMALOUS -> status == Status.ANOMALOUS;
				case NORMAL -> status == Status.NORMAL;
				case NOT_COMPARABLE -> status == Status.NOT_COMPARABLE;
				case LABELLED -> entry.label().isPresent();
				case WRONG -> isFalseAlarm(entry, status) || isMiss(entry, status);
				case FAILED -> status == Status.FAILED || status == Status.NONE;
			};
		}

		@Override
		public String toString() {
			return text;
		}
	}

	/** In which order. */
	enum Order {
		SCORE("Highest score first", Comparator.comparing((Entry entry) -> Float.isNaN(entry.score()) ? -1 : entry.score()).reversed()),
		ADDED("As added", Comparator.comparing(Entry::number)), NAME("Name", Comparator.comparing(entry -> entry.image().name()));

		private final String text;
		private final transient Comparator<Entry> comparator;

		Order(String text, Comparator<Entry> comparator) {
			this.text = text;
			this.comparator = comparator;
		}

		@Override
		public String toString() {
			return text;
		}
	}

	/**
	 * How many images are what.
	 *
	 * @param statuses of all
	 * @param normal labelled so and judged
	 * @param falseAlarms of these
	 * @param anomalous labelled so and judged
	 * @param misses of these
	 */
	record Counts(Map<Status, Integer> statuses, int normal, int falseAlarms, int anomalous, int misses) {
		int of(Status status) {
			return statuses.getOrDefault(status, 0);
		}

		int judged() {
			return of(Status.NORMAL) + of(Status.ANOMALOUS) + of(Status.NOT_COMPARABLE);
		}
	}

	private final transient List<Entry> all = new ArrayList<>();
	private transient List<Entry> shown = List.of();
	private int next;
	private Filter filter = Filter.ALL;
	private Order order = Order.SCORE;
	private transient Calibration calibration;
	private transient Counts counts = new Counts(Map.of(), 0, 0, 0, 0);

	/** Adds images; those that are there already are left out. */
	List<Entry> add(List<GalleryImage> images) {
		List<Entry> added = new ArrayList<>();
		Map<String, List<GalleryImage>> byName = new HashMap<>();
		all.forEach(entry -> byName.computeIfAbsent(entry.image().name(), name -> new ArrayList<>()).add(entry.image()));
		for (GalleryImage image : images) {
			List<GalleryImage> same = byName.computeIfAbsent(image.name(), name -> new ArrayList<>());
			if (same.stream().anyMatch(image::isSame)) continue;
			same.add(image);
			added.add(new Entry(next++, image));
		}
		all.addAll(added);
		refresh();
		return added;
	}

	void remove(List<Entry> entries) {
		all.removeAll(entries);
		refresh();
	}

	/** All, in the order in which they were added. */
	List<Entry> all() {
		return List.copyOf(all);
	}

	void setFilter(Filter which) {
		filter = which;
		refresh();
	}

	void setOrder(Order which) {
		order = which;
		refresh();
	}

	/** Judges by another threshold; null while there is no model. */
	void setCalibration(Calibration other) {
		calibration = other;
		refresh();
	}

	Calibration calibration() {
		return calibration;
	}

	Counts counts() {
		return counts;
	}

	Status status(Entry entry) {
		return entry.status(calibration);
	}

	/** Filters, sorts and counts anew, once images were judged or labelled. */
	void refresh() {
		List<Entry> before = shown;
		Predicate<Entry> let = entry -> filter.lets(entry, calibration);
		shown = all.stream().filter(let).sorted(order.comparator).toList();
		counts = count();
		if (before.size() > shown.size()) fireIntervalRemoved(this, shown.size(), before.size() - 1);
		if (before.size() < shown.size()) fireIntervalAdded(this, before.size(), shown.size() - 1);
		if (!shown.isEmpty()) fireContentsChanged(this, 0, shown.size() - 1);
	}

	private Counts count() {
		Map<Status, Integer> statuses = new EnumMap<>(Status.class);
		int normal = 0, falseAlarms = 0, anomalous = 0, misses = 0;
		for (Entry entry : all) {
			Status status = status(entry);
			statuses.merge(status, 1, Integer::sum);
			if (entry.state() != Entry.State.JUDGED || entry.label().isEmpty()) continue;
			if (entry.label().get() == Label.NORMAL) normal++;
			else anomalous++;
			if (isFalseAlarm(entry, status)) falseAlarms++;
			if (isMiss(entry, status)) misses++;
		}
		return new Counts(statuses, normal, falseAlarms, anomalous, misses);
	}

	private static boolean isFalseAlarm(Entry entry, Status status) {
		return entry.label().orElse(null) == Label.NORMAL && (status == Status.ANOMALOUS || status == Status.NOT_COMPARABLE);
	}

	private static boolean isMiss(Entry entry, Status status) {
		return entry.label().orElse(null) == Label.ANOMALOUS && status == Status.NORMAL;
	}

	@Override
	public int getSize() {
		return shown.size();
	}

	@Override
	public Entry getElementAt(int index) {
		return shown.get(index);
	}

	/** Where an image is shown; -1 where it is not. */
	int indexOf(Entry entry) {
		return shown.indexOf(entry);
	}
}
