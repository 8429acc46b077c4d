package sc.fiji.stfpm.ui;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.stream.Collectors;

import sc.fiji.stfpm.detect.Judgement;

/** What a folder run came to, in a form that does not grow with the images: counts, the highest scores, what was skipped. */
public final class FolderSummary implements FolderDetection.Listener {
	private static final int WORST = 24;
	private static final int THUMBNAIL = 128;

	/**
	 * One of the images with the highest scores.
	 *
	 * @param file where it is
	 * @param picture small, with the heat map
	 */
	record Worst(PlaneName name, Path file, String decision, float score, BufferedImage picture) {}

	private final JudgedWith made;
	private final Map<String, Integer> decisions = new TreeMap<>();
	private final Map<String, String> skipped = new LinkedHashMap<>();
	private final PriorityQueue<Worst> worst = new PriorityQueue<>(Comparator.comparingDouble(Worst::score));

	/** @param made with what the images are judged */
	public FolderSummary(JudgedWith made) {
		this.made = made;
	}

	@Override
	public void judged(JudgedPlane plane) {
		Judgement result = plane.result();
		decisions.merge(result.decision(), 1, Integer::sum);
		if (worst.size() == WORST && result.score() <= worst.peek().score()) return;
		if (worst.size() == WORST) worst.remove();
		worst.add(new Worst(plane.name(), plane.file(), result.decision(), result.score(), Thumbnail.draw(plane.image(), made
			.model().preprocessing(), result, THUMBNAIL)));
	}

	@Override
	public void failed(String name, String reason) {
		skipped.put(name, reason);
	}

	JudgedWith made() {
		return made;
	}

	/** The highest first. */
	List<Worst> worst() {
		List<Worst> sorted = new ArrayList<>(worst);
		sorted.sort(Comparator.comparingDouble(Worst::score).reversed());
		return sorted;
	}

	/** Reasons by file. */
	Map<String, String> skipped() {
		return skipped;
	}

	/** How many planes are what, one line for people. */
	String counts() {
		int judged = decisions.values().stream().mapToInt(Integer::intValue).sum();
		String each = decisions.entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).collect(Collectors.joining(", "));
		return judged + " judged" + (judged == 0 ? "" : ": " + each) + (skipped.isEmpty() ? "" : "; " + skipped.size() + " skipped");
	}
}
