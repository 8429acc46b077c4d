package sc.fiji.stfpm.train;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the channels of many images are called, where those that have a name agree. */
final class CommonNames implements Serializable {
	private final List<Set<String>> names = new ArrayList<>();

	/** @param ofImage a name a channel, empty for those without; may be fewer than channels */
	void add(List<String> ofImage) {
		provide(ofImage.size());
		for (int c = 0; c < ofImage.size(); c++)
			if (!ofImage.get(c).isBlank()) names.get(c).add(ofImage.get(c).strip());
	}

	/** Adds those of images behind those here. */
	void add(CommonNames after) {
		provide(after.names.size());
		for (int c = 0; c < after.names.size(); c++)
			names.get(c).addAll(after.names.get(c));
	}

	private void provide(int channels) {
		while (names.size() < channels)
			names.add(new TreeSet<>(String.CASE_INSENSITIVE_ORDER));
	}

	/** A name a channel, empty for those that have none or several. */
	List<String> common() {
		return names.stream().map(one -> one.size() == 1 ? one.iterator().next() : "").toList();
	}
}
