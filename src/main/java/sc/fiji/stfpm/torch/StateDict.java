package sc.fiji.stfpm.torch;

import java.util.LinkedHashMap;
import java.util.Map;

/** The tensors and plain entries of a saved object, under dotted names. */
final class StateDict {
	private static final String STATE_DICT = "state_dict";
	private static final int MAX_DEPTH = 8;
	private static final int MAX_ENTRIES = 1_000_000;
	/** Names repeat those of all dictionaries around them. */
	static final int MAX_NAME = 10_000;

	final Map<String, TorchTensor> tensors = new LinkedHashMap<>();
	final Map<String, String> metadata = new LinkedHashMap<>();
	private int entries;

	/**
	 * @param root a map; if it has a map {@code state_dict}, the tensors are that map's alone, otherwise those of all nested
	 *          maps; its strings, numbers and booleans become metadata
	 * @throws IllegalArgumentException if there are no tensors
	 */
	StateDict(Object root) {
		if (!(root instanceof Map))
			throw new IllegalArgumentException("expected a dictionary of tensors, found "
				+ (root instanceof TorchTensor ? "a single tensor" : root == null ? "None" : root.getClass().getSimpleName()));
		Map<?, ?> map = (Map<?, ?>) root;
		map.forEach((key, value) -> {
			if (value instanceof String || value instanceof Number || value instanceof Boolean)
				metadata.put(String.valueOf(key), value.toString());
		});
		Object inner = map.get(STATE_DICT);
		collect(inner instanceof Map ? (Map<?, ?>) inner : map, "", 0);
		if (tensors.isEmpty())
			throw new IllegalArgumentException("expected a dictionary of tensors, found one without tensors");
	}

	private void collect(Map<?, ?> map, String prefix, int depth) {
		if (depth > MAX_DEPTH)
			throw new IllegalArgumentException("dictionaries are nested more than " + MAX_DEPTH + " deep");
		map.forEach((key, value) -> {
			if (++entries > MAX_ENTRIES)
				throw new IllegalArgumentException("it has more than " + MAX_ENTRIES + " entries");
			String name = prefix + key;
			if (name.length() > MAX_NAME)
				throw new IllegalArgumentException("a name has more than " + MAX_NAME + " characters");
			if (value instanceof Map)
				collect((Map<?, ?>) value, name + ".", depth + 1);
			else if (value instanceof TorchTensor && tensors.put(name, (TorchTensor) value) != null)
				throw new IllegalArgumentException("it has two tensors named " + name);
		});
	}
}
