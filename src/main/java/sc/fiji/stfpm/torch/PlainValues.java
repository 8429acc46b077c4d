package sc.fiji.stfpm.torch;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the strings, numbers and booleans in an unpickled object, and the classes of the objects that hold them. */
final class PlainValues {
	private static final int MAX_DEPTH = 24;
	private static final int MAX_VALUES = 100_000;
	/** After an object's dotted name; no key that Python code writes as an attribute has a colon. */
	private static final String CLASS = ":class";

	private final Map<String, String> found;
	/** An object may hold its parent; what is shared is looked into once. */
	private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

	/** @param found receives them by dotted name; beyond a limit, the rest is left out */
	PlainValues(Map<String, String> found) {
		this.found = found;
	}

	void collect(Object root) {
		collect("", root, 0);
	}

	private void collect(String name, Object value, int depth) {
		if (depth > MAX_DEPTH || found.size() >= MAX_VALUES || name.length() > StateDict.MAX_NAME)
			return;
		if (value instanceof String || value instanceof Number || value instanceof Boolean)
			found.put(name, value.toString());
		else if (value instanceof TorchClasses.Ignored ignored && seen.add(value)) {
			found.put(name + CLASS, ignored.type);
			collectAll(name, ignored.entries(), depth);
		}
		else if (value instanceof Map<?, ?> map && seen.add(value))
			collectAll(name, map, depth);
		else if (value instanceof List<?> list && seen.add(value))
			collectAll(name, list, depth);
		else if (value instanceof Object[] tuple && seen.add(value))
			collectAll(name, Arrays.asList(tuple), depth);
	}

	private void collectAll(String name, Map<?, ?> entries, int depth) {
		entries.forEach((key, value) -> {
			if (key instanceof String || key instanceof Number)
				collect(name.isEmpty() ? key.toString() : name + "." + key, value, depth + 1);
		});
	}

	private void collectAll(String name, List<?> elements, int depth) {
		for (int i = 0; i < elements.size(); i++)
			collect(name + "." + i, elements.get(i), depth + 1);
	}
}
